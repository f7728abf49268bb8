from .base import FigureQuerySet
from .counted import CountedMeasure
from .forecasts import Baseline, Forecast, ForecastPoint
from .measures import Measure
from .partners import PartnerLink, SharedMeasure
from .points import DataPoint
from .published import Comparison, ComparisonPoint, PublishedFile, PublishedSeries
from .report_parts import AgendaItem, Factor, Idea, PartnerRole, Proposal, ReportPart
from .reports import TurnTheCurveReport
from .results import Result, Service

__all__ = [
    "AgendaItem",
    "Baseline",
    "Comparison",
    "ComparisonPoint",
    "CountedMeasure",
    "DataPoint",
    "Factor",
    "FigureQuerySet",
    "Forecast",
    "ForecastPoint",
    "Idea",
    "Measure",
    "PartnerLink",
    "PartnerRole",
    "Proposal",
    "PublishedFile",
    "PublishedSeries",
    "ReportPart",
    "Result",
    "Service",
    "SharedMeasure",
    "TurnTheCurveReport",
]
