"""Small dossiers of made-up enterprises in several styles: a Chinese factory, a broker, a foreign subsidiary."""

from __future__ import annotations

from pathlib import Path

from tests.dossier_builder import VISITORS, policy, sheet

FACTORY = "苏州恒锐机电有限公司"
BROKER = "宁波启航报关有限公司"
SUBSIDIARY = "Brightwell Pumps (Kunshan) Co., Ltd."


def text(path: Path, *lines: str) -> Path:
    """Write a plain text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def memo(path: Path, title: str, *paragraphs: str, header: str = "") -> Path:
    """Write a Word paper without sections."""
    return policy(path, title, [("", paragraph) for paragraph in paragraphs], header)


def factory(root: Path) -> Path:
    """A factory in Suzhou with its licence, an appointment, a statement, its certificate, a supplier's licence."""
    policy(root / "制度" / "访客.docx", "外来人员进出管理办法", VISITORS, f"{FACTORY}  文件编号：AD-07")
    memo(
        root / "制度" / "加贸.docx",
        "加工贸易货物管理制度",
        f"为规范{FACTORY}的料件管理，特制定本制度。",
        header=FACTORY,
    )
    memo(
        root / "任命.docx",
        "任命书",
        "经公司研究决定，兹任命李志远同志为公司副总经理，分管关务和贸易安全工作。",
        "任命周敏为关务部经理。",
        header=FACTORY,
    )
    memo(
        root / "说明.docx",
        "关于运输方式的情况说明",
        "我公司出口货物均为空运散货，不涉及集装箱运输及特殊物品。",
        "我公司是一家生产型企业，专业从事微型电机的研发、生产和销售。",
        FACTORY,
    )
    text(
        root / "营业执照.txt",
        "营业执照",
        f"名称：{FACTORY}",
        "住所：苏州工业园区星湖街1号",
        "法 定 代 表 人　陈国强　　注册资本　500万元",
        "经营范围：微型电机的研发、生产、销售。",
    )
    text(
        root / "AEO.txt",
        "AEO认证企业证书",
        f"企业名称：{FACTORY}",
        "（Suzhou Hengrui Electromechanical Co., Ltd.）",
        "认证等级：高级认证企业",
        "发证日期：2022年6月15日　有效期至：2027年6月14日",
    )
    sheet(
        root / "供应商" / "名录.xlsx",
        "合格供应商名录",
        ("序号", "供应商名称", "联系人"),
        [(1, "宁波远洋物流有限公司", "赵强"), (2, "无锡博达电子有限公司", "钱进")],
    )
    text(
        root / "供应商" / "营业执照.txt",
        "营业执照",
        "名称：宁波远洋物流有限公司",
        "法定代表人：孙浩",
        "经营范围：道路货物运输；代理报关。",
    )
    return root


def broker(root: Path) -> Path:
    """A customs broker judged by the 2018 standards, which names its posts in a table."""
    memo(
        root / "概况.docx",
        "公司简介",
        f"{BROKER}成立于2009年，是一家报关企业，接受进出口货物收发货人的委托，为客户提供代理报关服务。",
        "公司不从事生产，也没有自有车辆，未开展快件运营业务。",
        header=BROKER,
    )
    memo(
        root / "申请.docx",
        "认证申请说明",
        "本公司首次申请海关高级认证，对照海关总署公告2018年第177号所附标准整理材料。",
        header=BROKER,
    )
    sheet(
        root / "四类人员.xlsx",
        f"{BROKER}四类人员名单",
        ("姓名", "职务", "AEO职责"),
        [
            ("王海涛", "董事长", "法定代表人"),
            ("郑晓燕", "副总经理", "负责关务的高级管理人员"),
            ("欧阳文静", "关务部经理", "关务负责人"),
            ("林峰", "副总经理", "负责贸易安全的高级管理人员"),
        ],
    )
    memo(root / "复核.docx", "代理报关单证审核制度", "报关单录入后由另一人复核。", header=BROKER)
    return root


def subsidiary(root: Path) -> Path:
    """An English-speaking subsidiary whose parent's policy lies among its papers."""
    memo(
        root / "Appointment.docx",
        "Letter of Appointment",
        "Mr. Thomas Keller is hereby appointed as Vice President responsible for customs affairs.",
        "Ms. Wang Fang has been appointed Customs Manager and reports to Mr. Keller.",
        header=SUBSIDIARY,
    )
    memo(
        root / "Visitors.docx",
        "Visitor Control Procedure",
        "All visitors shall sign in at the gate.",
        header=f"{SUBSIDIARY}  Doc. No. SEC-01",
    )
    memo(
        root / "Profile.docx",
        "Company Profile",
        f"{SUBSIDIARY} is a wholly-owned subsidiary of Brightwell Group Limited.",
        "Our company manufactures pumps; the company does not import or export animals or plants.",
        header=SUBSIDIARY,
    )
    memo(
        root / "Group.docx",
        "Global Security Policy",
        "The Vice President in charge of customs, Mr. Henry Ford, approves this policy.",
        header="Brightwell Group Limited",
    )
    return root
