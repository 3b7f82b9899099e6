"""What trouble comes from."""

from enum import StrEnum


class Source(StrEnum):
    """Each is a phrase `sources.SOURCE` for people."""

    COMMUNICATION = "communication"
    UNMET_EXPECTATION = "unmet-expectation"
    DELAY = "delay"
    PRODUCT_FAULT = "product-fault"
    BILLING_POLICY = "billing-policy"
    INDIFFERENCE = "indifference"
    MISUNDERSTANDING = "misunderstanding"
    CULTURE = "culture"

    @property
    def key(self) -> str:
        return f"sources.{self.value.replace('-', '_')}"
