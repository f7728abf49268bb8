from .base import FigureQuerySet
from .counted import CountedMeasure
from .forecasts import Baseline, Forecast, ForecastPoint
from .measures import Measure
from .points import DataPoint
from .published import Comparison, ComparisonPoint, PublishedFile, PublishedSeries
from .results import Result, Service

__all__ = [
    "Baseline",
    "Comparison",
    "ComparisonPoint",
    "CountedMeasure",
    "DataPoint",
    "FigureQuerySet",
    "Forecast",
    "ForecastPoint",
    "Measure",
    "PublishedFile",
    "PublishedSeries",
    "Result",
    "Service",
]
