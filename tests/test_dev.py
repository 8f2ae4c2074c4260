"""dev.py: what it says when something is in the way, and when it has nothing to do."""

import ast
import os
import socket
import sys

import pytest

import dev


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project folder with two requirements files, and an environment that seems to work."""
    for name in (dev.TO_RUN, dev.TO_TEST):
        (tmp_path / name).write_text(f"content of {name}\n")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(dev, "ROOT", str(tmp_path))
    monkeypatch.setattr(dev, "STAMP", str(tmp_path / ".venv" / "installed.txt"))
    monkeypatch.setattr(dev, "works", lambda python, code="": True)
    return tmp_path


@pytest.fixture
def calls(monkeypatch):
    """The commands that would have been run, all of them successful."""
    made: list[list[str]] = []
    monkeypatch.setattr(dev, "call", lambda command, **environment: made.append(command) or 0)
    return made


def test_an_old_python_can_read_it():
    with open(dev.__file__, encoding="utf-8") as file:
        ast.parse(file.read(), feature_version=(3, 6))


def test_an_old_python_gets_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 10, "final", 0))
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "This needs Python 3.11 or newer, and this is 3.8: run it with a newer one.\n"


def test_a_python_without_venv_gets_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(dev.Trouble, match="apt install python3-venv"):
        dev.make_venv(None)


def test_a_taken_port_gets_one_sentence_with_another_port(capsys):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert dev.main(["run", "--port", str(port)]) == 1
    assert capsys.readouterr().err == (
        f"Something else is using port {port}: stop it, or choose another one: python3 dev.py run --port {port + 1}\n"
    )


def test_a_port_is_free_again_when_its_server_has_gone():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert not dev.is_free(port)
        assert dev.answers(port)
    assert dev.is_free(port)
    assert not dev.answers(port)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], (8000, True)),
        (["--port", "8001"], (8001, True)),
        (["--port=8001"], (8001, True)),
        (["--no-demo"], (8000, False)),
        (["--no-demo", "--port", "9"], (9, False)),
    ],
)
def test_run_understands(words, options):
    assert dev.run_options(words) == options


@pytest.mark.parametrize("words", [["--port"], ["--port", "none"], ["--port", "0"], ["--port=65536"], ["--prot", "1"]])
def test_run_says_what_it_takes(words):
    with pytest.raises(dev.Trouble, match="--port with a number"):
        dev.run_options(words)


def test_what_is_installed_is_not_installed_again(project, calls):
    dev.install(dev.TO_RUN)
    assert len(calls) == 1
    dev.install(dev.TO_RUN)
    assert len(calls) == 1


def test_what_tests_need_is_enough_to_run(project, calls):
    dev.install(dev.TO_TEST)
    dev.install(dev.TO_RUN)
    assert [command[-1] for command in calls] == [dev.TO_TEST]


def test_running_does_not_install_what_only_tests_need(project, calls):
    dev.install(dev.TO_RUN)
    assert [command[-1] for command in calls] == [dev.TO_RUN]
    dev.install(dev.TO_TEST)
    assert [command[-1] for command in calls] == [dev.TO_RUN, dev.TO_TEST]


def test_changed_requirements_are_installed(project, calls):
    dev.install(dev.TO_RUN)
    (project / dev.TO_RUN).write_text("something newer\n")
    dev.install(dev.TO_RUN)
    assert len(calls) == 2


def test_packages_must_have_the_right_hashes(project, calls):
    dev.install(dev.TO_RUN)
    assert "--require-hashes" in calls[0]


def test_after_an_installation_that_failed_the_former_one_is_made_again(project, calls, monkeypatch):
    dev.install(dev.TO_RUN)
    before = (project / dev.TO_RUN).read_text()
    (project / dev.TO_RUN).write_text("something that cannot be installed\n")
    with monkeypatch.context() as patch:
        patch.setattr(dev, "call", lambda command, **environment: 1)
        with pytest.raises(dev.Trouble, match="could not be installed"):
            dev.install(dev.TO_RUN)
    (project / dev.TO_RUN).write_text(before)
    dev.install(dev.TO_RUN)
    assert len(calls) == 2


@pytest.mark.parametrize("name", ["PYTHONPATH", "DJANGO_SETTINGS_MODULE"])
def test_what_a_shell_holds_for_another_project_is_left_out(name, monkeypatch):
    monkeypatch.setenv(name, "elsewhere")
    ours = dev.surroundings(DEMO="1")
    assert name not in ours
    assert ours["DEMO"] == "1"


@pytest.mark.parametrize(("ci", "good"), [("", True), ("true", False)])
def test_without_postgres_its_tests_are_skipped_here_and_fail_in_ci(ci, good, monkeypatch, capsys):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(dev, "find_postgres", lambda: None)
    assert dev.tests_on_postgres() is good
    assert "skipped, none answers" in capsys.readouterr().out


def test_any_other_word_goes_to_manage_py(project, calls, monkeypatch):
    assert dev.main(["migrate", "--plan"]) == 0
    assert calls[-1] == [dev.PYTHON, "manage.py", "migrate", "--plan"]


def pins(name: str) -> dict[str, str]:
    """Return version by package of a requirements file."""
    with open(os.path.join(dev.ROOT, name), encoding="utf-8") as file:
        found = (line.split(";")[0].rstrip(" \\\n").split("==") for line in file if line[0].isalnum())
        return dict(found)


def test_tests_run_on_the_versions_that_are_served():
    served, tested = pins(dev.TO_RUN), pins(dev.TO_TEST)
    assert served
    assert {name: tested.get(name) for name in served} == served


@pytest.mark.parametrize("name", [dev.TO_RUN, dev.TO_TEST, dev.WITH_PDF])
def test_requirements_name_no_web_address(name):
    with open(os.path.join(dev.ROOT, name), encoding="utf-8") as file:
        assert "://" not in file.read()
