"""stub"""
from datetime import date
from relance_xl.builder.content import Content


def example(today: date) -> Content:
    return Content()
