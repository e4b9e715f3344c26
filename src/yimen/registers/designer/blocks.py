"""Common blocks of questions that any form may take over, in five languages."""

from collections.abc import Mapping
from typing import Any, Final


def _texts(*words: str) -> dict[str, str]:
    return dict(zip(("zh-hans", "zh-hant", "en", "fr", "ja"), words, strict=True))


def _ask(name: str, kind: str, *words: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 parts of a question
    return {"name": name, "kind": kind, "labels": _texts(*words), "required": True, **more}


APPLICANT: Final = [
    _ask(
        "applicant_name",
        "text",
        "申请人姓名或者名称",
        "申請人姓名或者名稱",
        "Name of the applicant",
        "Nom du demandeur",
        "申請者の氏名または名称",
        serves="identity",
        known="person.name",
    ),
    _ask(
        "applicant_number",
        "text",
        "证件号码",
        "證件號碼",
        "Number of the document",
        "Numéro du document",
        "身分証番号",
        serves="identity",
        known="person.id_number",
        personal=True,
    ),
    _ask(
        "applicant_phone",
        "phone",
        "联系电话",
        "聯繫電話",
        "Telephone",
        "Téléphone",
        "電話番号",
        serves="contact",
        known="person.phone",
        personal=True,
    ),
]
ADDRESS: Final = [
    _ask("address", "address", "联系地址", "聯繫地址", "Address", "Adresse", "住所", serves="contact"),
    _ask(
        "postal_code",
        "text",
        "邮政编码",
        "郵政編碼",
        "Postal code",
        "Code postal",
        "郵便番号",
        serves="contact",
        required=False,
        pattern="postal_code",
    ),
]
PEOPLE: Final = [
    _ask(
        "owners",
        "group",
        "股东（出资人）",
        "股東（出資人）",
        "Shareholders",
        "Associés",
        "株主（出資者）",
        serves="identity",
        fewest=1,
        most=50,
        fields=[
            _ask("name", "text", "姓名或者名称", "姓名或者名稱", "Name", "Nom", "氏名または名称", most=60),
            _ask(
                "id_number",
                "id_number",
                "居民身份证号码",
                "居民身份證號碼",
                "Resident identity number",
                "Numéro d'identité",
                "住民身分証番号",
                personal=True,
            ),
            _ask(
                "amount",
                "money",
                "出资额（元）",
                "出資額（元）",
                "Contribution (yuan)",
                "Apport (yuans)",
                "出資額（元）",
                summed=True,
            ),
        ],
    ),
]
ACCOUNT: Final = [
    _ask(
        "account_holder",
        "text",
        "开户名",
        "開戶名",
        "Holder of the account",
        "Titulaire du compte",
        "口座名義",
        serves="contact",
    ),
    _ask(
        "account_number",
        "text",
        "银行账号",
        "銀行帳號",
        "Bank account",
        "Compte bancaire",
        "口座番号",
        serves="contact",
        pattern="bank_account",
        personal=True,
    ),
]
BLOCKS: Final[Mapping[str, tuple[dict[str, str], list[dict[str, Any]]]]] = {
    "applicant": (
        _texts(
            "申请人信息（系统已知，不再填写）",
            "申請人資訊（系統已知，不再填寫）",
            "The applicant, already known",
            "Le demandeur, déjà connu",
            "申請者情報（登録済み）",
        ),
        APPLICANT,
    ),
    "address": (_texts("联系地址", "聯繫地址", "Address", "Adresse", "住所"), ADDRESS),
    "owners": (
        _texts(
            "股东（可填多人）",
            "股東（可填多人）",
            "Shareholders, one row each",
            "Associés, une ligne chacun",
            "株主（複数可）",
        ),
        PEOPLE,
    ),
    "account": (_texts("银行账户", "銀行帳戶", "Bank account", "Compte bancaire", "銀行口座"), ACCOUNT),
}
