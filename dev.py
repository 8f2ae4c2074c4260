"""The commands of the Good Help Planner. They need Python 3.11 or newer, and nothing else.

python3 dev.py run                   set everything up and serve it on http://127.0.0.1:8000/
python3 dev.py run --port 8001       the same on another port
python3 dev.py run --no-demo         without the invented teams and people
python3 dev.py test                  every check and every test, on SQLite and on PostgreSQL
python3 dev.py test -k coverage      pytest alone, with whatever pytest takes
python3 dev.py lint                  the checks without the tests
python3 dev.py format                put the code in order
python3 dev.py messages              gather the texts to translate, and compile the translations
python3 dev.py lock                  write requirements*.txt anew from pyproject.toml (needs uv)
python3 dev.py migrate               any other word goes to manage.py
"""

# Standard library only, and nothing that an old Python could not read: it must live to say that it is old.

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed.txt")
TO_RUN = "requirements.txt"
TO_TEST = "requirements-dev.txt"
WITH_PDF = "requirements-pdf.txt"
OLDEST = (3, 11)
# A shell may hold these for some other project.
NOT_OURS = ("DJANGO_SETTINGS_MODULE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
# And these for a production copy, which `run` never is.
PRODUCTION = ("ALLOWED_HOSTS", "HTTPS", "SECRET_KEY")
POSTGRES = (
    "postgres://root@127.0.0.1:5432/postgres",
    "postgres://postgres@127.0.0.1:5432/postgres",
    "postgres://postgres:postgres@127.0.0.1:5432/postgres",
)


def main(words: "list[str]") -> int:
    """Do what the words ask for and return the exit code."""
    if sys.version_info < OLDEST:
        versions = OLDEST + tuple(sys.version_info[:2])
        return refuse("This needs Python {}.{} or newer, and this is {}.{}: run it with a newer one.".format(*versions))
    if not words or words[0] in ("help", "-h", "--help"):
        print((__doc__ or "").strip())
        return 0
    ours = {"run": run, "test": test, "lint": lint, "format": put_in_order, "lock": lock, "messages": messages}
    try:
        if words[0] in ours:
            return ours[words[0]](words[1:])
        install(TO_RUN)
        return call([PYTHON, "manage.py", *words])
    except Trouble as trouble:
        return refuse(str(trouble))
    except KeyboardInterrupt:
        return 130


class Trouble(Exception):
    """Something that the person at the keyboard can put right, in one sentence."""


def refuse(sentence: str) -> int:
    """Say what is wrong and return the exit code for it."""
    sys.stderr.write(sentence + "\n")
    return 1


def call(command: "list[str]", **environment: str) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.call(command, cwd=ROOT, env=surroundings(**environment))


def must(command: "list[str]", otherwise: str, **environment: str) -> None:
    """Run a command; raise Trouble with that sentence if it fails."""
    if call(command, **environment) != 0:
        raise Trouble(otherwise)


def surroundings(**environment: str) -> "dict[str, str]":
    """Return the environment for our programs: this shell's, without what would mislead them."""
    ours = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    ours.update(environment, PYTHONUNBUFFERED="1")
    return ours


# --- The environment ------------------------------------------------------------------------------


def fingerprint(name: str) -> str:
    """Return a line that stands for the present content of a requirements file."""
    with open(os.path.join(ROOT, name), "rb") as file:
        return "{} {}".format(name, hashlib.sha256(file.read()).hexdigest())


def install(name: str) -> None:
    """Make .venv hold what the requirements file names, unless it does already."""
    wanted = [fingerprint(TO_RUN)] + ([fingerprint(TO_TEST)] if name == TO_TEST else [])
    if works(PYTHON) and set(wanted) <= set(stamped()):
        return
    uv = shutil.which("uv")
    if not works(PYTHON) or not (uv or works(PYTHON, "import pip")):
        make_venv(uv)
    if os.path.exists(STAMP):
        os.remove(STAMP)
    print("Installing what {} names into .venv …".format(name), flush=True)
    pip = [uv, "pip", "install", "--quiet", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "--quiet"]
    must(
        [*pip, "--require-hashes", "-r", name],
        "The packages could not be installed: see above, check the connection, and run this again.",
    )
    with open(STAMP, "w") as file:
        file.write("\n".join(wanted) + "\n")


def stamped() -> "list[str]":
    """Return the fingerprints of what was installed last."""
    if not os.path.exists(STAMP):
        return []
    with open(STAMP) as file:
        return file.read().splitlines()


def works(python: str, code: str = "") -> bool:
    """Tell whether this Python is there, new enough and can run the code."""
    check = "import sys\nif sys.version_info < {}: sys.exit(1)\n{}".format(OLDEST, code)
    try:
        tried = subprocess.run([python, "-c", check], capture_output=True, check=False, env=surroundings())
    except OSError:
        return False
    return tried.returncode == 0


def make_venv(uv: "str | None") -> None:
    """Make .venv anew, with uv where there is one."""
    print("Making .venv …", flush=True)
    if uv:
        command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV]
        must(command, "uv could not make .venv: see above.")
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Trouble(
            "This Python cannot make virtual environments: install its venv module "
            "(on Debian or Ubuntu: sudo apt install python3-venv), then run this again."
        ) from None
    must([sys.executable, "-m", "venv", "--clear", VENV], "The virtual environment .venv could not be made: see above.")


# --- run ------------------------------------------------------------------------------------------


def run(words: "list[str]") -> int:
    """Set up, load the guide, and serve until Ctrl+C."""
    port, demo = run_options(words)
    if not is_free(port):
        raise Trouble(
            "Something else is using port {0}: stop it, or choose another one: python3 dev.py run --port {1}".format(
                port, port + 1
            )
        )
    signal.signal(signal.SIGTERM, interrupt)
    install(TO_RUN)
    address = "http://127.0.0.1:{}".format(port)
    for name in PRODUCTION:
        os.environ.pop(name, None)
    environment = {
        "DEBUG": "1",
        "DEMO": "1" if demo else "0",
        "SITE_ADDRESS": address,
        "DJANGO_RUNSERVER_HIDE_WARNING": "true",
    }
    # What it says, who to sign in as above all, is printed last, beside the address.
    said = prepare(environment, demo)
    return serve(port, environment, "\n{}\nGood Help Planner: {}/\n".format(said, address))


def prepare(environment: "dict[str, str]", demo: bool) -> str:
    """Make the database ready and return what there is to say about it. Raises Trouble if that does not work."""
    print("Preparing the database …", flush=True)
    done = subprocess.run(
        [PYTHON, "manage.py", "prepare"] + (["--demo"] if demo else []),
        cwd=ROOT,
        env=surroundings(**environment),
        stdout=subprocess.PIPE,
        universal_newlines=True,
        check=False,
    )
    if done.returncode != 0:
        raise Trouble("The database could not be prepared: see above.")
    return done.stdout


def run_options(words: "list[str]") -> "tuple[int, bool]":
    """Return the port and whether the demo is wanted. Raises Trouble for words that are not understood."""
    port, demo, rest = 8000, True, list(words)
    while rest:
        word = rest.pop(0)
        if word.startswith("--port="):
            word, rest = "--port", [word[7:], *rest]
        if word == "--no-demo":
            demo = False
        elif word == "--port" and rest and rest[0].isdigit() and 0 < int(rest[0]) < 65536:
            port = int(rest.pop(0))
        else:
            raise Trouble("`run` takes --port with a number up to 65535, and --no-demo. It does not know: " + word)
    return port, demo


def is_free(port: int) -> bool:
    """Tell whether a server could listen on the port."""
    with socket.socket() as listener:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Tell whether somebody listens on the port."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def serve(port: int, environment: "dict[str, str]", welcome: str) -> int:
    """Run the server, and the sending of mail beside it, until one of them ends or somebody stops us."""
    commands = (["runserver", "127.0.0.1:{}".format(port)], ["deliver_mail", "--every", "3"])
    programs = [
        subprocess.Popen([PYTHON, "manage.py", *command], cwd=ROOT, env=surroundings(**environment))
        for command in commands
    ]
    server = programs[0]
    try:
        while server.poll() is None and not answers(port):
            time.sleep(0.1)
        if server.poll() is None:
            print(welcome + "Mail is printed here. Ctrl+C stops everything.\n", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for program in programs:
            program.terminate()
        for program in programs:
            program.wait()


def interrupt(number: int, frame: object) -> None:
    """End as Ctrl+C does."""
    raise KeyboardInterrupt


# --- test and the rest ----------------------------------------------------------------------------


def test(words: "list[str]") -> int:
    """Run everything, or with words pytest alone."""
    install(TO_TEST)
    if words:
        return call([PYTHON, "-m", "pytest", *words])
    failed = [name for name, command, environment in checks() if not passes(name, command, environment)]
    if not passes("tests on SQLite", whole_suite(), {"DATABASE_URL": "sqlite:///tests.sqlite3"}):
        failed.append("tests on SQLite")
    if not tests_on_postgres():
        failed.append("tests on PostgreSQL")
    print("\nFailed: " + ", ".join(failed) if failed else "\nEverything passed.")
    return 1 if failed else 0


def tests_on_postgres() -> bool:
    """Run the tests on PostgreSQL. Without one: skip with the reason, or fail where CI runs them."""
    url = find_postgres()
    if url is None:
        print("\nTests on PostgreSQL: skipped, none answers on 127.0.0.1:5432 (set TEST_POSTGRES_URL for another).")
        return not os.environ.get("CI")
    return passes("tests on PostgreSQL", [*whole_suite(), "-m", "not browser and not once"], {"DATABASE_URL": url})


def whole_suite() -> "list[str]":
    """Return the command that runs every test, on every core: each process has a database of its own."""
    return [PYTHON, "-m", "pytest", "-n", "auto", "--dist", "worksteal", "--durations", "12"]


def find_postgres() -> "str | None":
    """Return the address of a PostgreSQL that lets us in."""
    for url in filter(None, (os.environ.get("TEST_POSTGRES_URL"), *POSTGRES)):
        if works(PYTHON, "import psycopg2; psycopg2.connect({!r}, connect_timeout=3)".format(url)):
            return url
    return None


def checks() -> "list[tuple[str, list[str], dict[str, str]]]":
    """Return the checks that are not tests: name, command, environment."""
    scratch = {"DATABASE_URL": "sqlite://:memory:"}
    production = dict(
        scratch,
        ALLOWED_HOSTS="planner.example.org",
        CONTACT="mailto:hello@example.org",
        DEFAULT_FROM_EMAIL="planner@example.org",
        EMAIL_URL="smtp+tls://mail.example.org:587",
        SECRET_KEY=os.urandom(40).hex(),
        SITE_ADDRESS="https://planner.example.org",
        SITE_OWNER="The Riverside Trust",
    )
    return [
        ("ruff", [PYTHON, "-m", "ruff", "check", "."], {}),
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."], {}),
        ("mypy", [PYTHON, "-m", "mypy"], {}),
        ("rooms", [os.path.join(os.path.dirname(PYTHON), "lint-imports"), "--no-logo"], {}),
        ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], scratch),
        ("check --deploy", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], production),
    ]


def passes(name: str, command: "list[str]", environment: "dict[str, str]") -> bool:
    """Run one step, say how long it took, and tell whether it passed."""
    print("\n== " + name, flush=True)
    began = time.monotonic()
    good = call(command, **environment) == 0
    print("== {}: {} in {:.0f} s".format(name, "passed" if good else "FAILED", time.monotonic() - began), flush=True)
    return good


def lint(words: "list[str]") -> int:
    """Run the checks without the tests."""
    install(TO_TEST)
    results = [passes(*check) for check in checks()]
    return 0 if all(results) else 1


def put_in_order(words: "list[str]") -> int:
    """Let ruff correct and format the code."""
    install(TO_TEST)
    return call([PYTHON, "-m", "ruff", "check", "--fix", "--quiet", "."]) | call([PYTHON, "-m", "ruff", "format", "."])


def messages(words: "list[str]") -> int:
    """Bring the catalogue of translations up to date and compile it; with --check only tell whether it is."""
    install(TO_TEST)
    return call([PYTHON, "manage.py", "messages", *words], DATABASE_URL="sqlite://:memory:")


def lock(words: "list[str]") -> int:
    """Write the requirements files from pyproject.toml, with hashes and without web addresses."""
    uv = shutil.which("uv")
    if not uv:
        raise Trouble("Locking needs uv: install it (pip install uv), then run this again.")
    compile_ = [uv, "pip", "compile", "--quiet", "--generate-hashes", "--universal", "--no-header", "pyproject.toml"]
    for more in (["-o", TO_RUN], ["--extra", "pdf", "-o", WITH_PDF], ["--group", "dev", "-o", TO_TEST]):
        must(compile_ + more + words, "uv could not lock: see above.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
