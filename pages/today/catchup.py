"""Enter what was written by hand while the power was gone, with the day and hour at which it came."""

from core.rules.access import Permission
from pages.ui.catchup import late_desk
from pages.ui.catchup_view import blank_paper, entry, waiting
from pages.ui.feedback import or_stop
from pages.ui.intake_view import look
from pages.ui.page import open_page

ctx = open_page("page.catchup.title", needs=Permission.CASE_REGISTER)
look()
blank_paper(ctx)

with or_stop():
    desk, late = late_desk(ctx)

entry(ctx, desk, late)
waiting(ctx, late)
