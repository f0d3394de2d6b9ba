@echo off
rem Runs moodstream's command line from a release. Needs a JDK 17 or newer and nothing else.
setlocal
set "HERE=%~dp0"
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java.exe")
set "VERSION="
set "MAJOR="
for /f "tokens=2,3" %%a in ('call "%JAVA%" -version 2^>^&1') do if "%%a"=="version" set "VERSION=%%~b"
for /f "delims=.-" %%m in ("%VERSION%") do set "MAJOR=%%m"
if not defined MAJOR (
  echo moodstream: no java found: install a JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
if %MAJOR% LSS 17 (
  echo moodstream: Java %MAJOR% is too old: a JDK 17 or newer is needed 1>&2
  exit /b 1
)
rem The jar headless comes first: the order inside of a wildcard is undefined.
set "FIRST="
for /f "delims=" %%j in ('dir /b "%HERE%lib\headless-*.jar"') do set "FIRST=%HERE%lib\%%j;"
set "OPTIONS="
if %MAJOR% GEQ 24 set "OPTIONS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
set "TF_CPP_MIN_LOG_LEVEL=2"
set "DJL_OFFLINE=true"
set "OPT_OUT_TRACKING=true"
rem Without it TensorFlow uses oneDNN only on processors with AVX-512.
if not defined TF_ENABLE_ONEDNN_OPTS set "TF_ENABLE_ONEDNN_OPTS=1"
rem The faces of a frame are too little work to share among threads, which would mostly wait for each other. Trainings use all processors.
if not defined TF_NUM_INTRAOP_THREADS if not "%~1"=="train" if not "%~1"=="evaluate" set "TF_NUM_INTRAOP_THREADS=1"
"%JAVA%" %OPTIONS% -Djava.awt.headless=true -Xmx1g -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 %MOODSTREAM_JAVA_OPTS% ^
  -cp "%FIRST%%HERE%lib\*" io.moodstream.allinone.commands.Moodstream %*
exit /b %ERRORLEVEL%
