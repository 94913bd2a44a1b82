"""Which names are no laws: slips are told with the law they mean, sound and unknown names are left alone."""

from __future__ import annotations

import pytest

from pmgen.check.known import known_laws
from pmgen.check.known.known_laws import is_known_law, law_meant, law_of_order

SLIPS = """
残疾人保护法/残疾人保障法 老年人权益保护法/老年人权益保障法 未成年人权益保护法/未成年人保护法
妇女权益保护法/妇女权益保障法 消费者权益保障法/消费者权益保护法 传染病防控法/传染病防治法
公共文化保障法/公共文化服务保障法 农产品质量法/农产品质量安全法 消防安全法/消防法
农业机械促进法/农业机械化促进法 城镇燃气安全管理条例/城镇燃气管理条例
校车管理条例/校车安全管理条例 物业服务条例/物业管理条例 气象灾害防治条例/气象灾害防御条例
艾滋病防控条例/艾滋病防治条例 基本农田管理条例/基本农田保护条例
招投标法实施条例/招标投标法实施条例 档案实施条例/档案法实施条例
"""
SOUND = """
宪法 水法 民法典 监察法 学位法 预算法 会计法 统计法 审计法 公务员法 政府采购法 招标投标法
安全生产法 突发事件应对法 乡村振兴促进法 无障碍环境建设法 噪声污染防治法 海洋环境保护法
社会救助法 医疗保障法 国家公园法 法治宣传教育法 危险化学品安全法 烈士褒扬条例 残疾人就业条例
残疾人教育条例 档案法实施条例 信访工作条例 信访条例 地方志工作条例 城市公共交通条例
生态保护补偿条例 节约用水条例 社会保险经办条例 政府督查工作条例 婚姻登记条例 婚姻登记管理条例
未成年人网络保护条例 公平竞争审查条例 殡葬管理条例
"""
UNKNOWN = """
电信法 消费税法 房地产税法 金融法 金融稳定法 数字经济促进法 文化产业促进法 学校安全法
检察公益诉讼法 动物检疫法 机关运行保障法 土地增值税法 海洋法 托育服务法 粮食法 行政程序法
广播电视法 南水北调法 全民阅读促进条例 物流管理条例 反家庭暴力条例 公共图书馆条例 献血条例
湿地保护条例 电动自行车管理条例 农村公路条例 防汛抗旱条例 党政领导干部选拔任用工作条例
中国共产党农村工作条例 中国共产党纪律处分条例 党政机关厉行节约反对浪费条例 社会主义学院工作条例
天津市城市绿化管理条例 孝感市学前教育条例 甘肃省废旧农膜回收利用条例 上海市物业管理条例
云南省殡葬条例 内蒙古自治区消防条例
"""


@pytest.mark.parametrize("slip", SLIPS.split())
def test_a_slip_is_told_with_the_law_it_means(slip: str) -> None:
    written, right = slip.split("/")
    assert law_meant(written) == right


@pytest.mark.parametrize("name", [*SOUND.split(), *UNKNOWN.split()])
def test_sound_and_unknown_names_are_left_alone(name: str) -> None:
    assert law_meant(name) is None


def test_the_sound_ones_are_known() -> None:
    assert [name for name in SOUND.split() if not is_known_law(name)] == []


def test_a_law_that_is_newer_than_the_list_is_taken_for_no_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name is asked about as if the list did not have it: only opposites of one character are told."""
    laws = known_laws._orders_by_name()
    told = set()
    for name in laws:
        others = dict.fromkeys(laws.keys() - {name})
        monkeypatch.setattr(known_laws, "_orders_by_name", others.copy)
        if law_meant(name):
            told.add(name)
    assert told == {
        "信访条例",
        "信访工作条例",
        "审计法实施条例",
        "统计法实施条例",
        "水生野生动物保护实施条例",
        "陆生野生动物保护实施条例",
        "防治海岸工程建设项目污染损害海洋环境管理条例",
        "防治海洋工程建设项目污染损害海洋环境管理条例",
    }


def test_orders_are_those_of_one_regulation() -> None:
    laws = known_laws._orders_by_name()
    orders = [order for each in laws.values() for order in each]
    assert len(orders) == len(set(orders))
    assert law_of_order("601") == law_of_order("791") == "烈士褒扬条例"
    assert law_of_order("350") == "住房公积金管理条例"
    assert law_of_order("9999") is None
