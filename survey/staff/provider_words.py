"""What the pages say of an identity provider, in each language."""

from __future__ import annotations

from dataclasses import dataclass

from survey.staff import pages


@dataclass(frozen=True, kw_only=True)
class ProviderWords:
    """The sentences of one language; what stands in braces is filled in."""

    by_provider: str
    by_provider_lead: str
    refused: str
    no_answer: str


SPOKEN = {
    "vi": ProviderWords(
        by_provider="Đăng nhập bằng {name}",
        by_provider_lead="Dùng tài khoản của cơ quan. Đăng xuất ở đây không đăng xuất khỏi {name}.",
        refused=(
            "Không đăng nhập được bằng {name}. Xin thử lại; nếu vẫn vậy, xin quản trị hệ thống kiểm tra thư "
            "điện tử của tài khoản."
        ),
        no_answer="{name} không trả lời. Xin thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.",
    ),
    "en": ProviderWords(
        by_provider="Sign in with {name}",
        by_provider_lead="With the account of the office. Signing out here does not sign out of {name}.",
        refused=(
            "Signing in with {name} did not work. Try again; if it stays so, ask the administrator to check "
            "the e-mail address of the account."
        ),
        no_answer="{name} does not answer. Try again in a few minutes, or sign in with the password.",
    ),
}


def said_of_provider() -> ProviderWords:
    """The words in the language of the page."""
    return SPOKEN[pages.words_here().language]
