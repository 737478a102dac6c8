"""Settings: which source decides, what is refused, and that secrets stay secret."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bsm_projections.databases import Place
from bsm_service.assembly.command_line import app
from bsm_service.foundation.refusals import InvalidSetting, UnsafeSettings
from bsm_service.settings.loading import SettingSource, load_settings
from bsm_service.settings.settings import Settings, SignInMode

URL = "postgresql://bsm:s3cret@db.example/bsm?sslmode=require&sslpassword=s3cret"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """And files are written as on most machines."""
    monkeypatch.chdir(tmp_path)
    before = os.umask(0o022)
    for name in (*Settings.model_fields, "settings"):
        monkeypatch.delenv(f"BSM_{name.upper()}", raising=False)
    yield
    os.umask(before)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bsm.toml"


def test_an_option_comes_before_the_environment_before_the_file_before_the_default(
    monkeypatch: pytest.MonkeyPatch, file: Path
):
    file.write_text('host = "file"\nport = 1\ndata = "file"\nbody_limit = 5_000')
    monkeypatch.setenv("BSM_PORT", "2")
    monkeypatch.setenv("BSM_DATA", "environment")

    chosen = load_settings(data=Path("option"), port=None)

    it = chosen.settings
    assert (it.data, it.port, it.host) == (Path("option"), 2, "file")
    assert (it.body_limit, it.connections) == (5_000, 8)
    assert [chosen.sources[name] for name in ("data", "port", "host", "hosts")] == [
        SettingSource.OPTION,
        SettingSource.ENVIRONMENT,
        SettingSource.FILE,
        SettingSource.DEFAULT,
    ]


def test_a_commands_own_default_yields_to_whatever_is_set(
    monkeypatch: pytest.MonkeyPatch,
):
    own = {"data": Path("demo-data")}
    assert load_settings(defaults=own).settings.data == Path("demo-data")
    monkeypatch.setenv("BSM_DATA", "elsewhere")
    assert load_settings(defaults=own).settings.data == Path("elsewhere")


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch):
    for name in Settings.model_fields:
        monkeypatch.setenv(f"BSM_{name.upper()}", "")

    assert load_settings().settings == Settings()


def test_another_file_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "a.toml").write_text("port = 1")
    (tmp_path / "b.toml").write_text("port = 2")
    monkeypatch.setenv("BSM_SETTINGS", str(tmp_path / "a.toml"))

    assert load_settings().settings.port == 1
    assert load_settings(tmp_path / "b.toml").settings.port == 2


def test_what_a_process_is_given_by_the_environment_are_the_same_settings(
    monkeypatch: pytest.MonkeyPatch,
):
    settings = Settings(
        database=URL, hosts=("a.example", "b.example"), sign_in=SignInMode.DEMONSTRATION
    )
    for name, value in settings.to_environment().items():
        monkeypatch.setenv(name, value)

    assert load_settings().settings == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "http"),
        ("port", "0"),
        ("port", "65536"),
        ("port", "8501.5"),
        ("port", "-1"),
        ("port", " 8501"),
        ("port", "٨٥٠١"),
        ("sign_in", "everybody"),
        ("database", "mysql://bsm@db.example/bsm"),
        ("schema_prefix", "Bsm; DROP"),
        ("schema_prefix", "a" * 42),
        ("connections", "1"),
        ("connections", "65"),
        ("processes", "0"),
        ("processes", "17"),
        ("hosts", "https://a.example"),
        ("public_url", "record.example.org"),
        ("public_url", "ftp://record.example.org"),
        ("public_url", "https://record.example.org/record"),
        ("public_url", "https://record.example.org?x"),
        ("public_url", "https://name:word@record.example.org"),
        ("public_url", "https://a b"),
        ("idle_minutes", "0"),
        ("idle_minutes", "1441"),
        ("session_hours", "49"),
        ("second_factor_optional", "chair"),
        ("second_factor_optional", "focal-point,secretariat"),
        ("second_factor_optional", "none"),
        ("openid_issuer", "http://identities.example"),
        ("openid_issuer", "https://identities.example/?tenant=1"),
        ("openid_issuer", "https://somebody@identities.example"),
        ("openid_issuer", "https://"),
        ("openid_issuer", "identities.example"),
        ("openid_name", "x" * 61),
        ("openid_second_factor", "perhaps"),
        ("body_limit", "999"),
        ("request_seconds", "0"),
        ("request_seconds", "nan"),
        ("requests_per_minute", "1e3"),
        ("log_level", "loud"),
        ("log_format", "xml"),
    ],
)
def test_a_variable_that_makes_no_sense_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
):
    monkeypatch.setenv(f"BSM_{name.upper()}", value)

    with pytest.raises(InvalidSetting, match=f"^BSM_{name.upper()} must be "):
        load_settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("port = 0", "port in bsm.toml must be a number from 1 to 65,535, not '0'"),
        ("port = true", "port in bsm.toml must be a number"),
        ("hosts = 4", "hosts in bsm.toml must be host names"),
        (
            "colour = 'red'",
            "'colour' in bsm.toml is not a setting; the settings are data, ",
        ),
        ("port = ", "the settings file bsm.toml is not valid TOML: "),
        ("port = '\xff'", "the settings file bsm.toml is not valid TOML: "),
        ("port = " + "[" * 5_000, "the settings file bsm.toml is not valid TOML: "),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_the_place(
    file: Path, text: str, message: str
):
    file.write_text(text, encoding="latin-1")

    with pytest.raises(InvalidSetting) as refused:
        load_settings()

    assert str(refused.value).startswith(message)


def test_a_file_that_is_named_must_be_there():
    with pytest.raises(InvalidSetting, match=r"nowhere\.toml cannot be read: No"):
        load_settings(Path("nowhere.toml"))


def test_a_database_that_is_refused_is_not_repeated(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BSM_DATABASE", URL.replace("postgresql", "mysql"))

    with pytest.raises(InvalidSetting) as refused:
        load_settings()

    assert "s3cret" not in str(refused.value)


def test_a_provider_of_identities_needs_our_name_there(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("BSM_OPENID_ISSUER", "https://identities.example")

    with pytest.raises(InvalidSetting, match=r"^BSM_OPENID_CLIENT must be the client"):
        load_settings()


@pytest.mark.parametrize(
    "issuer",
    [
        "https://identities.example",
        "https://identities.example:8443/realms/network",
        "http://127.0.0.1:3000",
        "http://[::1]:3000",
    ],
)
def test_an_issuer_is_kept_to_the_letter(issuer: str):
    assert Settings(openid_issuer=issuer, openid_client="x").openid_issuer == issuer


def test_the_secret_for_the_provider_is_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BSM_OPENID_SECRET", "s3cret")

    settings = load_settings().settings
    assert settings.display_values()["openid_secret"] == "***"
    assert "s3cret" not in repr(settings)
    assert settings.to_environment()["BSM_OPENID_SECRET"] == "s3cret"


def test_the_key_of_the_vault_goes_where_it_is_needed_and_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
):
    key = "0a" * 32
    monkeypatch.setenv("BSM_VAULT_KEY", f"{key.upper()}\n")

    settings = load_settings().settings
    assert settings.database_place().vault_key == key
    assert settings.to_environment()["BSM_VAULT_KEY"] == key
    assert settings.display_values()["vault_key"] == "***"
    text = CliRunner().invoke(app, ["settings"]).stdout
    as_json = CliRunner().invoke(app, ["settings", "--json"]).stdout
    everything = text + as_json + repr(settings) + repr(settings.database_place())
    assert key not in everything.lower()


@pytest.mark.parametrize("key", ["0a" * 31, "0a" * 33, "0x" * 32, "s3cret" * 11])
def test_what_is_no_key_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, key: str
):
    monkeypatch.setenv("BSM_VAULT_KEY", key)

    with pytest.raises(InvalidSetting) as refused:
        load_settings()
    assert str(refused.value) == "BSM_VAULT_KEY must be 64 hexadecimal digits"


def test_the_place_of_the_record_is_what_those_who_open_it_need():
    assert Settings().database_place() == Place(Path("data"))
    assert Settings(
        database=URL, schema_prefix="net", connections=3
    ).database_place() == Place(Path("data"), URL, "net", 3)


# The command line


def test_settings_are_shown_with_their_sources_and_without_secrets(
    monkeypatch: pytest.MonkeyPatch, file: Path
):
    file.write_text('hosts = ["bsm.example"]')
    monkeypatch.setenv("BSM_DATABASE", URL)

    result = CliRunner().invoke(app, ["settings", "--port", "9000", "--json"])
    for_people = CliRunner().invoke(app, ["settings"])

    content = json.loads(result.stdout)
    assert set(content) == set(Settings.model_fields)
    assert content["port"] == {"value": "9000", "source": "option"}
    assert content["hosts"] == {"value": "bsm.example", "source": "file"}
    assert content["data"] == {"value": "data", "source": "default"}
    assert content["database"]["source"] == "environment"
    assert content["database"]["value"].startswith(
        "postgresql://bsm:***@db.example/bsm"
    )
    assert "s3cret" not in result.stdout + for_people.stdout + repr(
        load_settings().settings
    )


def test_the_file_is_named_before_the_command(tmp_path: Path):
    (tmp_path / "other.toml").write_text("port = 9001")

    result = CliRunner().invoke(
        app, ["--settings", str(tmp_path / "other.toml"), "settings", "--json"]
    )
    not_named = CliRunner().invoke(app, ["settings", "--json"])

    assert json.loads(result.stdout)["port"] == {"value": "9001", "source": "file"}
    assert json.loads(not_named.stdout)["port"]["source"] == "default"


@pytest.mark.parametrize("verb", ["serve", "demo", "status", "settings"])
def test_a_setting_that_makes_no_sense_ends_a_command(
    monkeypatch: pytest.MonkeyPatch, verb: str
):
    monkeypatch.setenv("BSM_PROCESSES", "many")

    refused = CliRunner().invoke(app, [verb])

    assert refused.exit_code == 2
    assert refused.stderr.startswith("Refused (invalid_setting): BSM_PROCESSES must")


@pytest.mark.parametrize(
    "line",
    [
        "serve",
        "demo",
        "status",
        "verify",
        "rebuild",
        "token create --user x --role auditor",
    ],
)
def test_every_command_on_a_record_takes_a_database(line: str):
    refused = CliRunner().invoke(app, [*line.split(), "--database", "mysql://x"])

    assert refused.exit_code == 2
    assert refused.stderr.startswith("Refused (invalid_setting): --database must be")


def test_the_setting_of_version_0_2_that_meant_tokens_only_means_accounts():
    assert Settings.model_validate({"sign_in": "tokens"}).sign_in is SignInMode.ACCOUNTS


@pytest.mark.parametrize(
    ("host", "public_url", "risky"),
    [
        ("127.0.0.1", None, False),
        ("::1", "http://record.example.org", False),
        ("0.0.0.0", None, True),
        ("0.0.0.0", "http://record.example.org", True),
        ("0.0.0.0", "https://record.example.org", False),
    ],
)
def test_listening_beyond_this_machine_without_tls_is_a_risk(
    host: str, public_url: str | None, risky: bool
):
    risks = Settings(host=host, public_url=public_url).risks()

    assert [("BSM_PUBLIC_URL" in risk) for risk in risks] == [True] * risky


@pytest.mark.parametrize(
    ("folder", "file_mode", "owner", "message"),
    [
        (0o755, 0o644, None, None),
        (0o700, 0o600, None, None),
        (0o755, 0o664, None, "chmod go-w .*bsm.toml'"),
        (0o755, 0o646, None, "chmod go-w .*bsm.toml'"),
        (0o775, 0o644, None, "chmod go-w .*work'"),
        (0o1777, 0o644, None, "chmod go-w .*work'"),
        (0o755, 0o644, "file", "bsm.toml belongs to another user"),
        (0o755, 0o644, "folder", "work belongs to another user"),
    ],
)
@pytest.mark.parametrize("linked", [False, True])
def test_a_file_that_others_could_have_written_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    folder: int,
    file_mode: int,
    owner: str | None,
    message: str | None,
    linked: bool,
):
    """Nor is one to which a link of the working directory leads."""
    there = tmp_path / "work"
    there.mkdir()
    file = there / "bsm.toml"
    file.write_text("port = 9999")
    file.chmod(file_mode)
    there.chmod(folder)
    of_another = {"file": file, "folder": there}.get(owner or "")
    real = Path.stat

    def stat(path: Path, **how: bool) -> os.stat_result:
        status = real(path, **how)
        theirs = path == of_another
        return os.stat_result((*status[:4], 12_345, *status[5:])) if theirs else status

    monkeypatch.setattr(Path, "stat", stat)
    if linked:
        here = tmp_path / "here"
        here.mkdir(0o700)
        (here / "bsm.toml").symlink_to(file)
        monkeypatch.chdir(here)
    else:
        monkeypatch.chdir(there)

    if message is None:
        assert load_settings().settings.port == 9_999
        return
    with pytest.raises(UnsafeSettings, match=message):
        load_settings()
    assert load_settings(file).settings.port == 9_999
    monkeypatch.setenv("BSM_SETTINGS", str(file))
    assert load_settings().settings.port == 9_999


def test_a_link_of_somebody_else_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
):
    (tmp_path / "mine.toml").write_text("port = 9999")
    (tmp_path / "mine.toml").chmod(0o600)
    file.symlink_to(tmp_path / "mine.toml")
    status = file.lstat()
    theirs = os.stat_result((*status[:4], 12_345, *status[5:]))
    monkeypatch.setattr(Path, "lstat", lambda _: theirs)

    with pytest.raises(UnsafeSettings, match=r"bsm\.toml belongs to another user"):
        load_settings()
