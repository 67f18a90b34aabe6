from fastapi import APIRouter
from dolomite.web.pages.at import AtPerson
router = APIRouter()
