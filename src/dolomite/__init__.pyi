"""The types of what `dolomite` imports when it is first asked for."""

from dolomite.app.notebook import Assessment as Assessment
from dolomite.app.notebook import Diary as Diary
from dolomite.app.notebook import analyse_trial as analyse_trial
from dolomite.app.notebook import assess as assess
from dolomite.app.notebook import check_article as check_article
from dolomite.app.notebook import pool_studies as pool_studies
from dolomite.app.notebook import read_diary as read_diary
from dolomite.app.notebook import read_person as read_person
from dolomite.app.notebook import simulate_dose as simulate_dose

__version__: str
