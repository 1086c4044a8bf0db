"""Reading jobs through the viewer."""

from __future__ import annotations

from forum.core.database import db
from forum.core.jobs.models import Job
from forum.core.policy import NotFound, Permission, Viewer


def find_job(viewer: Viewer, job_id: int) -> Job:
    """Return a job of this viewer's own, or any for who manages settings.

    Raises:
        NotFound: when there is none, or it is somebody else's.
    """
    job = db.session.get(Job, job_id, populate_existing=True)
    own = job is not None and job.owner_id is not None and job.owner_id == viewer.id
    if job is None or not (own or viewer.may(Permission.MANAGE_SETTINGS)):
        raise NotFound
    return job
