"""Long work with progress: exports, erasures, rebuilds, imports.

A job is done in steps. Each step writes its effect and the progress in one transaction, so that a job that was
killed goes on where it stood.
"""

from forum.core.jobs.kinds import Progress, job_kind
from forum.core.jobs.models import Job, JobState
from forum.core.jobs.queries import find_job
from forum.core.jobs.running import init_app, start_job

__all__ = ["Job", "JobState", "Progress", "find_job", "init_app", "job_kind", "start_job"]
