"""A peer: the book's /search by FastAPI. uvicorn serves `app`."""

from unicodedata import name

from fastapi import FastAPI
from pydantic import BaseModel
from words import Index


class CharName(BaseModel):
    char: str
    name: str


app = FastAPI()
index = Index()


@app.get("/search", response_model=list[CharName])
async def search(q: str):
    return [{"char": char, "name": name(char)} for char in index.search(q)]
