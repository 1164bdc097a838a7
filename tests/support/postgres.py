"""A PostgreSQL server of the test's own: a cluster in a folder that is removed with it, reached by a Unix socket only."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

UNPRIVILEGED = "nobody"  # PostgreSQL does not run as root


def programs():
    """The folder with initdb and postgres; None where PostgreSQL is not installed."""
    folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


class Server:
    """Started and reachable when made; stop() ends it and removes its folder."""

    def __init__(self, data=None, settings=()):
        """`data` is where the cluster is made, if it matters; `settings` are lines of postgresql.conf."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path may have 107 bytes
        self.data = data or self.folder / "data"
        self.user = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.process = None
        for folder in [self.folder, *([data] if data else [])]:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
            folder.chmod(0o700 if folder == data else 0o755)
        self._run("initdb", "--pgdata", self.data, "--username", "tester", "--auth", "trust", "--no-sync",
                  "--encoding", "UTF8", "--locale", "C", "--no-instructions")
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nfsync = off\n"
                       + "".join(f"{line}\n" for line in settings))
        self.start()

    def _as_user(self):
        if os.geteuid() == 0:
            os.setgid(self.user.pw_gid)
            os.setuid(self.user.pw_uid)

    def _run(self, program, *arguments):
        subprocess.run([programs() / program, *arguments], check=True, preexec_fn=self._as_user, cwd=self.folder,
                       stdout=subprocess.DEVNULL)

    def start(self):
        """After kill() it takes some attempts: what the dead one has in memory goes in a moment."""
        for _ in range(100):
            with open(self.folder / "log", "ab") as log:
                self.process = subprocess.Popen([programs() / "postgres", "-D", self.data], preexec_fn=self._as_user,
                                                cwd=self.folder, stdout=log, stderr=log)
            while self.process.poll() is None:
                if subprocess.run([programs() / "pg_isready", "-q", "-h", self.folder], check=False).returncode == 0:
                    return
                time.sleep(0.05)
            time.sleep(0.1)
        raise RuntimeError("the server does not start:\n" + (self.folder / "log").read_text()[-2000:])

    def kill(self):
        """The server and its processes at once, in the middle of whatever they do. What they have written stays: it is the
        kernel's, so this is no power failure."""
        pid = self.process.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        self.process.kill()
        for child in children:
            try:
                os.kill(int(child), signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # ends sessions, and then itself
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database, user="tester"):
        return f"postgresql:///{database}?host={self.folder}&user={user}"

    def create(self, database, template="template1"):
        self.sql("postgres", f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def sql(self, database, statement, check=True, user="tester"):
        """What psql prints: values joined by |, a row a line."""
        return subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.url(database, user), "-c", statement],
                              check=check, capture_output=True, text=True).stdout

    def tables(self, database):
        """All rows of all tables of the schema troika, in the order of their keys."""
        names = self.sql(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'troika' ORDER BY 1").split()
        return {name: self.sql(database, f"COPY (SELECT * FROM troika.{name} ORDER BY 1, 2) TO STDOUT") for name in names}
