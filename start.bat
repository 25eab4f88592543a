@echo off
rem Starts the program on Windows: makes .venv beside this file once, then serves on this PC only.
rem Prepared with care, not tested on Windows yet.
setlocal
chcp 65001 >nul
cd /d "%~dp0"

set "PYTHON="
for %%V in (3.13 3.12 3.11) do if not defined PYTHON py -%%V -c "" >nul 2>nul && set "PYTHON=py -%%V"
if not defined PYTHON (
    python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && set "PYTHON=python"
)
if not defined PYTHON (
    echo ไม่พบ Python 3.11 - 3.13 กรุณาติดตั้งก่อน แล้วเปิดไฟล์นี้อีกครั้ง
    echo Python 3.11, 3.12 or 3.13 is needed. Install it and open this file again.
    pause
    exit /b 1
)

if not exist ".venv\Scripts\python.exe" (
    %PYTHON% -m venv .venv || goto failed
)

rem The copy of requirements.txt says what was installed last: the second start skips this step.
fc /b requirements.txt ".venv\requirements-installed.txt" >nul 2>nul
if errorlevel 1 (
    echo กำลังติดตั้ง ครั้งแรกใช้เวลาหลายนาที / Installing, the first start takes some minutes
    ".venv\Scripts\python.exe" -m pip install --disable-pip-version-check --require-hashes -r requirements.txt || goto failed
    copy /y requirements.txt ".venv\requirements-installed.txt" >nul
)

echo เปิดเบราว์เซอร์ที่ http://localhost:8501  (ปิดหน้าต่างนี้เพื่อหยุดโปรแกรม)
echo Open http://localhost:8501 in a browser. Close this window to stop.
".venv\Scripts\python.exe" manage.py serve %*
if errorlevel 1 goto failed
exit /b 0

:failed
echo โปรแกรมเริ่มไม่สำเร็จ ข้อความด้านบนบอกสาเหตุ
echo The program did not start. The text above says why.
pause
exit /b 1
