"""The frame of every page, run before each of them. It always calls ``st.navigation``; pages check who asks."""

from pages.ui import frame

frame.lay_out()
frame.navigation().run()
