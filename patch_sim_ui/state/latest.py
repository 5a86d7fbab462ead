"""One run at a time for every client: whoever asks meanwhile makes it go round once more, with the newest values."""

from .job import Job


class Latest:
    """Who is running, and whether something newer is wanted. Used on the event loop alone."""

    def __init__(self) -> None:
        self._asked: dict[str, bool] = {}
        self._jobs: dict[str, Job] = {}

    def begin(self, key: str) -> bool:
        """Whether `key` may start; if it runs already, it is asked to go round again."""
        if key in self._asked:
            self._asked[key] = True
            return False
        self._asked[key] = False
        return True

    def job(self, key: str) -> Job:
        """A new run of `key`, for `stop` to reach."""
        self._jobs[key] = Job()
        return self._jobs[key]

    def stop(self, key: str) -> None:
        """End the run of `key`, if there is one, and forget that a newer one was asked for."""
        if key in self._jobs:
            self._jobs[key].stop()
            self._asked[key] = False

    def again(self, key: str) -> bool:
        """Whether something newer was asked for since the last look."""
        asked, self._asked[key] = self._asked[key], False
        return asked

    def end(self, key: str) -> None:
        """`key` runs no more."""
        self._asked.pop(key, None)
        self._jobs.pop(key, None)


RUNS = Latest()
