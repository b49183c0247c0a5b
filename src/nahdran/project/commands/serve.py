# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``nahdran serve``: database, web and worker in one command."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click

from nahdran.project.collected import ensure_collected
from nahdran.project.deployment import PATIENCE, Deployment, UnableToServe
from nahdran.project.orphans import die_with_parent
from nahdran.project.postgres import UnableToStartPostgres
from nahdran.project.supervisor import Part, Supervisor, python_part

WORKER_PATIENCE = 30.0
LARGE_LOG = 20_000_000


@click.command()
@click.option("--demo", is_flag=True, help="Demonstration: with a made-up town, its people and their sign-ins.")
def serve(*, demo: bool) -> None:
    """Start the database (unless DATABASE_URL names one), the web server and the worker, and keep them running."""
    if demo:
        os.environ["NAHDRAN_DEMO"] = "1"
    deployment = Deployment()
    deployment.export()
    try:
        with deployment.lock(patience=PATIENCE):
            _serve(deployment)
    except (UnableToServe, UnableToStartPostgres) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        click.echo("\nAbgebrochen.")


def _serve(deployment: Deployment) -> None:
    deployment.check_port()
    ensure_collected(click.echo)
    if os.environ.get("NAHDRAN_DEMO") == "1":
        deployment.demo_mark.touch()
    _prepare_metrics(deployment)
    parts: list[Part] = []
    if deployment.is_embedded:
        parts.append(_database(deployment))
    try:
        _prepare(deployment)
        log = _log(deployment)
        parts.append(python_part("Der Webserver", "-m", "nahdran.project.web", log=log))
        parts.append(
            python_part(
                "Der Hintergrunddienst", "-m", "nahdran.project.command", "worker", patience=WORKER_PATIENCE, log=log
            )
        )
        click.echo("  Webserver und Hintergrunddienst starten ...")
    except BaseException:
        Supervisor(parts, say=click.echo, is_ready=lambda: False, announce=lambda: None).end()
        raise
    Supervisor(
        parts, say=click.echo, is_ready=lambda: _answers(deployment), announce=lambda: _announce(deployment)
    ).run()
    click.echo("nahdran ist beendet.")


def _database(deployment: Deployment) -> Part:
    """The embedded PostgreSQL as the first part. One that was left over is stopped before: we look after what we started."""
    click.echo("  Datenbank starten ...")
    with deployment.own_database() as server:
        process = server.start()

    def start() -> "subprocess.Popen[bytes]":
        process = server.start()
        if process is None:
            raise UnableToServe("Eine andere Datenbank benutzt denselben Ordner.")
        return process

    part = Part(name="Die Datenbank", start=start, stop_signal=signal.SIGINT, patience=30)
    part.process = process
    os.environ["DATABASE_URL"] = server.url()
    return part


def _prepare(deployment: Deployment) -> None:
    """Migrations and, in the demonstration, data: in a process of its own, so that this one stays small."""
    command = [sys.executable, "-m", "nahdran.project.command", "manage", "prepare"]
    done = subprocess.run(  # noqa: S603  our own program with our own arguments
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us alone
        preexec_fn=die_with_parent(),
    )
    if done.returncode != 0:
        raise UnableToServe("Die Einrichtung ist gescheitert; der Grund steht darüber.")


def _log(deployment: Deployment) -> Path | None:
    """In the demonstration a file, so that the terminal keeps showing addresses and sign-ins; else the log goes where we write."""
    if os.environ.get("NAHDRAN_DEMO") != "1":
        return None
    file = deployment.data_dir / "nahdran.log"
    if file.exists() and file.stat().st_size > LARGE_LOG:
        file.replace(file.with_suffix(".log.1"))
    return file


def _prepare_metrics(deployment: Deployment) -> None:
    """The processes of the web server count into files of this folder; what an earlier run left there would be counted twice."""
    folder = deployment.run_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _host(deployment: Deployment) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(deployment.host, deployment.host)  # noqa: S104  compared, not bound


def _answers(deployment: Deployment) -> bool:
    connection = http.client.HTTPConnection(_host(deployment), deployment.port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    return False


def _announce(deployment: Deployment) -> None:
    welcome = deployment.run_dir / "welcome.txt"
    click.echo(f"\nnahdran läuft: http://{_host(deployment)}:{deployment.port}/\n")
    if welcome.exists():
        click.echo(welcome.read_text(encoding="utf-8"))
    log = _log(deployment)
    click.echo(f"Protokoll: {log}. Beenden mit Strg-C." if log else "Beenden mit Strg-C.")
