"""Build the package with its catalogues compiled: where it is installed, the account that serves may not write."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from yimen.ground.languages.compiling import compile_file


class Build(build_py):
    """Copies the modules, then compiles the catalogues among them."""

    def run(self) -> None:
        """Build."""
        super().run()
        for source in Path(self.build_lib).glob("yimen/locale/*/LC_MESSAGES/*.po"):
            compile_file(source, source.with_suffix(".mo"))


setup(cmdclass={"build_py": Build})
