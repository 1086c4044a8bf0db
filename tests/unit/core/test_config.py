"""Settings come from the environment, typed and normalised; a wrong one is refused in one line."""

from __future__ import annotations

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config import Config, ConfigError
from tests.processes import ROOT


def read(folder: Path, **variables: str) -> Config:
    return Config.from_environ({"DATA_DIR": str(folder), **variables})


def test_without_any_variable_everything_is_in_one_folder_on_loopback(tmp_path: Path) -> None:
    config = read(tmp_path)

    assert config.public_url == "http://127.0.0.1:8000"
    assert config.database_url == f"sqlite:///{tmp_path}/forum.db"
    assert config.search_url == f"whoosh://{tmp_path}/search"
    assert config.queue_url == f"sqlite:///{tmp_path}/queue.db"
    assert config.cache_url == "memory:"
    assert config.storage_url == f"file://{tmp_path}/uploads"
    assert config.mail_url == f"file://{tmp_path}/mail"
    assert config.demo
    assert not config.is_secure


def test_the_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    first = read(tmp_path / "new").secret_key

    assert read(tmp_path / "new").secret_key == first
    assert len(first) >= 64
    kept = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "new").iterdir()}
    assert kept == {"secret": 0o600, "vapid": 0o600}
    assert read(tmp_path / "new").vapid_key == (tmp_path / "new" / "vapid").read_text()


def test_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = {made.result().secret_key for made in [pool.submit(read, tmp_path) for _ in range(16)]}

    assert len(secrets) == 1


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_on_postgresql_search_is_full_text(tmp_path: Path, scheme: str) -> None:
    config = read(tmp_path, DATABASE_URL=f"{scheme}://u:p@db.example/forum")

    assert config.database_url == "postgresql+psycopg://u:p@db.example/forum"
    assert config.search_url == "postgresql:"


def test_https_is_secure_and_without_demo(tmp_path: Path) -> None:
    config = read(tmp_path, HOST="0.0.0.0", PUBLIC_URL="https://Forum.Brand.example:443/")

    assert config.public_url == "https://forum.brand.example"
    assert config.is_secure
    assert not config.demo
    assert config.mail_from == "no-reply@forum.brand.example"


@pytest.mark.parametrize(
    "address", ["http://localhost:9", "http://127.3.2.1", "http://[::1]:80", "http://a.localhost"]
)
def test_plain_http_is_for_loopback(tmp_path: Path, address: str) -> None:
    assert read(tmp_path, PUBLIC_URL=address).public_url == address.removesuffix(":80")


@pytest.mark.parametrize(
    "variables",
    [
        {"PUBLIC_URL": "http://forum.brand.example"},
        {"PUBLIC_URL": "http://192.168.1.4:8000"},
        {"PUBLIC_URL": "https://brand.example/forum"},
        {"PUBLIC_URL": "https://user@brand.example"},
        {"PUBLIC_URL": "ftp://brand.example"},
        {"PUBLIC_URL": "https://brand.example:99999"},
        {"HOST": "0.0.0.0"},
        {"HOST": "0.0.0.0", "PUBLIC_URL": "http://localhost:8000"},
        {"HOST": "999.1.1.1"},
        {"HOST": "a b"},
        {"PORT": "eighty"},
        {"PORT": "0"},
        {"PORT": "65536"},
        {"PORT": "٣"},
        {"PUSH_SERVICES": "127.0.0.1"},
        {"PUSH_SERVICES": "*"},
        {"PUSH_SERVICES": "https://fcm.googleapis.com"},
        {"VAPID_KEY": "short"},
        {"VAPID_KEY": "A" * 43},
        {"DATABASE_URL": "mysql://u:p@h/forum"},
        {"DATABASE_URL": "sqlite:///:memory:"},
        {"DATABASE_URL": "sqlite://"},
        {"DATABASE_URL": "postgresql://host"},
        {"SEARCH_URL": "postgresql:"},
        {"SEARCH_URL": "elastic://h"},
        {"QUEUE_URL": "amqp://h"},
        {"CACHE_URL": "memcached://h"},
        {"STORAGE_URL": "s3://host"},
        {"MAIL_URL": "smtp://"},
        {"MAIL_FROM": "nobody"},
        {"DEMO": "yes"},
        {"DEMO": "1", "PUBLIC_URL": "https://brand.example"},
        {"TRUSTED_PROXIES": "10.0.0.0/99"},
        {"WORKERS": "0"},
        {"THREADS": "-1"},
        {"LOG_LEVEL": "LOUD"},
        {"DB_POOL_TIMEOUT": "30"},
        {"DB_POOL_TIMEOUT": "nan"},
        {"SECRET_KEY": "short"},
    ],
    ids=str,
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, variables: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, **variables)

    line = str(refused.value)
    assert line.split()[0] in {*variables, "PUBLIC_URL"}
    assert "Allowed: " in line
    assert "\n" not in line


def test_a_refusal_names_the_value_but_no_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="mysql://anna") as refused:
        read(tmp_path, DATABASE_URL="mysql://anna:tops/e@cret@h/forum")
    assert "cret" not in str(refused.value)
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, SECRET_KEY="hunter2")
    assert "hunter2" not in str(refused.value)


def test_settings_print_no_secret(tmp_path: Path) -> None:
    config = read(tmp_path, DATABASE_URL="postgresql://u:hunter2@h/forum", SECRET_KEY="k" * 40)

    for shown in (repr(config), str(config.shown())):
        assert "hunter2" not in shown
        assert "kkk" not in shown


@pytest.mark.parametrize(
    "command", [["-m", "forum.serve"], ["-m", "flask", "outbox", "list"], ["-c", "import wsgi"]]
)
def test_a_wrong_value_stops_every_start_with_one_line(tmp_path: Path, command: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path), "PORT": "eighty"},
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == "PORT is “eighty”. Allowed: a whole number from 1 to 65535.\n"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match="DATA_DIR"):
        read(tmp_path / "file" / "data")
