"""The particles 的, 地 and 得 where one is written for another, told by what stands on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late


class WrongParticle(NamedTuple):
    """A particle in a text, and the one that belongs in its place; `start` and `end` are what shows it."""

    at: int
    right: str
    start: int
    end: int


class _Slip(NamedTuple):
    """What stands before and behind a particle that is written for another one."""

    written: str
    right: str
    before: tuple[str, ...]
    behind: re.Pattern[str]
    led_by: re.Pattern[str] | None = None


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_CLAUSE_ENDS = r"(?=[，。；、！”’）]|\Z)"
_ENDS_OF_NOUNS = (
    "措施|能力|方案|机制|办法|手段|方[式法]|条件|环境|体系|制度|队伍|模式|效果|水平|渠道|平台|服务|管理|政策|程度|过程|程序|途径|力度|氛围|体验|习惯"
    "|作风|精神|态度|流程|窗口|保障|支[持撑]|帮助"
)
_NOUNS_OF_DEEDS = (
    f"{_ENDS_OF_NOUNS}|作用|计划|成果|任务|情况|需求|标准|空间|工作|中心|内容|材料|结果"
    "|感受|生活|要求|权利|机会"
)
_DEGREES = "(?:很|更|更加|比较|较|非常|十分|越来越|不|不够|特别)?"
_DONE = _words(
    "说 写 讲 做 唱 念 画 跳 走 站 坐 跑 穿 干 办 抓 落 管 建 修 种 养 搞 过 吃 住 用 玩"
    " 买 睡 活 亮 看 听 记 学 练"
)
"""Deeds of one character that are done well or badly; 学 and others stand in longer words, too."""
_IDIOMS = (
    "通俗易懂|深入浅出|绘声绘色|生动有趣|明明白白|清清楚楚|一清二楚|扎扎实实|实实在在|红红火火|热火朝天|津津有味"
    "|淋漓尽致|恰到好处|有条不紊|井井有条|有声有色|尽善尽美|滴水不漏|头头是道|像模像样|井然有序|干干净净|整整齐齐|漂漂亮亮|明白易懂|简明易懂"
)
_STATES = (
    "安[稳静心全]|香甜|牢靠|结实|利索|利落|均匀|平整|光滑|[光透敞明]亮|宽敞|齐整|匀称|紧凑|充足|透彻|细密|密实|严密|[熨服妥]帖"
    "|自在|尽兴|愉快|高兴|痛快|轻松|省[心力事]|顺手|平稳|稳当|体面|明白|通透|[干清]爽|[干湿熟烂]透|凉快|热乎|麻利|飞快|太快|勤快|快捷|密|满|高"
)
"""What somebody or something is after a deed, or while doing it."""
_DONE_WELL = late(
    f"{_DEGREES}(?:{_IDIOMS}|生动|透彻|周全|妥当|稳妥|严实|鲜活|好听|好看|好|快|紧|实|稳|准|深|透|牢|远|齐|细|久|早|足|顺|严|平|清楚|明白|准确|流利|流畅|整齐|干净|扎实|到位|认真|仔细|细致"
    f"|漂亮|放心|舒心|安心|开心|满意|舒适|方便|出色|精彩|热闹|像样|成功|工整|通顺|舒服|暖和|温暖|踏实|有序|有声有色|井井有条|{_STATES}){_CLAUSE_ENDS}"
)
_THROUGH = late(f"(?:{_STATES}|好|透|干透|干净|清楚|扎实|牢固|均匀)(?=[，。；、！”’）]|\\Z|才|后|再)")
_BY_RULES = late(f"{_DEGREES}(?:规范|标准){_CLAUSE_ENDS}")
_OF_ITS_OWN = late("(?:\\A|[^\\w]|[要会能都才来字话事])[说写讲做唱念跳走站穿]\\Z")
"""A deed that is no part of a longer word, whose 规范 might be meant: 编写的规范."""
_HANDIWORK = _words(
    "烘 晒 洗 烤 蒸 煮 擦 扫 刷 磨 钉 绑 捆 焊 刨 挖 填 铺 砌 刻 绣 织 编 缝 剪 裁 拍 摆 挂 贴 装 搬 码"
    " 叠 拌 浇 喷 割 扎 系 锁 睡 坐 走 跑 站 穿 吃"
)
_CARRIED_OUT = _words(
    "落实 完成 执行 管理 运行 开展 发挥 衔接 配合 掌握 治理 处理 处置 养护 打扫 清理 整治 变"
    " 布置 组织 准备 推进 贯彻 实施 发现 展现 表现 体现 讲解 打理 收拾 安排"
)
_CARRIED_OUT_WELL = late(
    f"(?:(?:很|更|更加|比较|较|非常|十分|越来越|不够)(?:好|快|扎实|顺畅|平稳|规范|严密|到位|及时|彻底|顺利|圆满|充分|细致|周到"
    "|干净|整洁|清楚|透彻|认真|仔细|牢固|稳妥|合理|科学|有效|明显|丰富|整齐|详细|生动|清爽)"
    f"|(?:好|快|早|准|不好|不错|出色)|{_IDIOMS}){_CLAUSE_ENDS}"
)
_ABLE = _words(
    "留 靠 信 守 立 站 稳 拿 看 摸 进 出 走 下 用 学 请 派 沉 融 顶 管 放 叫 打 行"
    " 扛 拉 冲 引 推 带 建 管 修 买 听 治 干 落 做 扑 防 救 找 问 记"
)
_IS_ABLE = late(
    f"(?:住|上|下|进|出|来|去|到|下去|起来|出来|进来|进去|出去|见|着|动|开|起|懂|会|通|赢|成|了|清|准|稳|好|牢|响|实){_CLAUSE_ENDS}"
)
_WAYS = _words(
    "积极 及时 认真 不断 逐步 切实 有效 进一步 大力 顺利 圆满 按时 按期 扎实 稳步 深入 主动"
    " 充分 有序 严格 持续 耐心 热情 仔细 细致 广泛 全面 妥善 规范 更好 自觉 热心 真诚 细心 贴心 精准 准确"
    " 高效 快速 迅速 统一 公开 公平 公正 客观 如实 文明 精心 科学 合理 优先 直接 随时 尽早 尽快 定期"
    " 安全 平稳 牢固 周密 周到 灵活 从容 果断 清晰 清楚 详细 完整 忠实 虚心 诚恳 用心 悉心 全力 有力 熟练"
    " 便捷 方便"
)
"""How something is done; most of them tell of things, too, 热情的服务."""
_TO_DO = (
    "开展|推[进动广]|完成|落实|做好|保障|提[高升供]|促进|解决|实施|组织|执行|履行|发挥|改善|加强|增强|维护|降低|减少|满足|引导"
    "|处[置理]|度过|指导|讲解|宣传|宣讲|介绍|解[释答]|说明|发放|公布|公开|公示|帮助|服务|检查|排查|巡查|核[查实对]|整改|整理|整治|清理|治理|反映"
    "|传[播承达递]|展[示现]|使用|运用|掌握|学习|参[与加]|办理|受理|回[应复访]|沟通|协调|协助|对接|联系|了解|监督|管理|监管|配合|支持|防[范控止]"
    "|化解|消除|调[解整度配]|拨付|支付|兑[付现]|报[告送]|上报|移[送交]|分[配析]|安排|制[定订作]|编制|修[订缮复]|维修|养护|保护|照[顾料]|关[心爱注]"
    "|征[求集]|听取|收集|汇总|记录|登记|建[设立]|培[训养育]|教育|送达|传授|辅导|评[估价审]|审[核查计]"
)
_IS_DONE = late(f"(?:{_TO_DO})(?=了?(?:{HAN}{{2}}|[0-9《“]))")
_SKILFULLY = _words(
    "熟练 认真 及时 按时 按期 切实 逐步 不断 大力 圆满 顺利 深入 扎实 稳步 持续 主动 严格 快速 迅速"
    " 准确 仔细 耐心 全力 自觉 妥善"
)
_IS_DONE_TO = late(
    "(?:掌握|推[进动]|开展|完成|落实|做好|运用|操作|使用|执行|履行|提[高升]|解决|处置|处理|办理|实施|组织|保障|学习|解答|排查|核查|维护|遵守|化解)"
    "(?!情况|程度|能力|水平|作用|方[案法式]|计划|措施|机制|过程|步骤|力度|效果|局面|态势|工作|率|量|者|人[员才]|制度|体系|队伍|环境|要求|标准|流程|规[范程]|服务|质量|费用|经费|数据|资料|信息|单位|[的和、])"
    f"了?(?:{HAN}{{2}}|[0-9《“])"
)
_LEADS_ON = late(
    f"(?:\\A|[，。；\\n]|(?:[让使]|能够?|可以)[^，。；]{{0,8}}|[会要须应将并]|群众|学员|师生|人员|[能可]以?)(?:{'|'.join(_SKILFULLY)})\\Z"
)
_TOWARDS = late(
    "(?P<to>[向对为把将与给同替]|按照|依照|围绕|结合|根据)(?!象|外|口|接|账|内|等|比|照|策|民|主|心|上|下|前|来|会|客|期)"
    f"[^，。；：、]{{2,24}}?(?:{_TO_DO}|作业|讲|说|送|发|交|办)(?=(?!理念|宗旨|精神|意识|能力|水平|机制|体系|平台|制度|通道|渠道|方式|窗口|作风){HAN}|[，。；：、！”]|\\Z)"
)
"""To whom or what something is done, and what: 向住户讲解. Nothing is called so."""
_BEGINS_DEED = late(
    f"(?:\\A|[，。；：、！（“\\n]|[要会须应将并能可]|能够|可以|[^，。；：的地得]{{1,8}}(?:[员者师生工民众人们医户方]|单位|机构|企业|部门|中心|队伍?|站))"
    f"(?:{'|'.join(_WAYS)})\\Z"
)
_PEOPLE = _words(
    "群众 居民 学生 职工 市民 村民 农民 农户 儿童 老人 老年人 青少年 人员 企业 患者 消费者 家长 商户"
)
_OF_PEOPLE = late(
    f"{HAN}{{0,6}}?(?:意识|能力|幸福感|获得感|安全感|满意度|权益|素[质养]|负担|需求|生活|健康|积极性|难题|诉求|困难|水平|隐私|合法)"
)
_AFTER_DEED = late(
    "(?:提[高升]|增强|保障|维护|改善|减轻|解决|满足|促进|关注|培养|提振|保护|激发|调动|缓解)[^，。；0-9]{0,12}\\Z"
)
_NUISANCE = late("(?:现象|局面|难题|顽疾|乱象|弊端|状况)")
_HARMFUL = late(
    "(?:随意|乱|难|不足|不便|突出|严重|薄弱|短缺|滞后|不规范|不均衡|频发|多发|违规|违法|私自|擅自)[^，。；的]{0,5}\\Z"
)
_MANNERS = _words(
    "细致 周到 快乐 放心 便捷 快捷 便利 舒心 安心 健康 幸福 自主 独立 公正 公平 透明 友好 平等 踏实 勤奋 愉快"
    " 舒适 和谐 稳妥 审慎 严肃 精确 精细 简便 顺畅 轻松 勇敢 大胆 自由 生动 直观 形象 系统 严谨"
    " 负责 周密 全面 有效 准确 稳妥 热情 真实 客观 规范 廉洁 高效 贴心 迅速"
)
_OF_PERSONS = "[人员者师生民众户童儿客们方手]|学徒|家庭|企业|单位|机构|部门|队伍"
_ANY_WAY = "|".join(dict.fromkeys((*_WAYS, *_MANNERS)))
_DOING = _words("""
    因地制宜 有针对性 不厌其烦 保质保量 循序渐进 分门别类 挨家挨户 逐村逐户 手把手 面对面
    一对一 点对点 有条不紊 一丝不苟 千方百计 想方设法 全心全意 坚定不移 持之以恒 不折不扣
    实事求是 按部就班 有的放矢 雷厉风行 见缝插针 潜移默化 循循善诱 心平气和 扎扎实实 认认真真
    踏踏实实 兢兢业业 勤勤恳恳 保质保时 高标准 有计划 有步骤 有重点 分批次 分阶段
    多渠道 全方位 深入浅出 设身处地 原原本本 一字一句 逐条逐项 逐字逐句 苦口婆心
""")
"""How people do something, which hardly tells of things; 深入浅出的讲解 does."""
_IN_SUCH_WAYS = late(
    f"(?:(?:\\A|[，。；：、！（“”\\n]|[0-9]\\.|[要会须应将并能可前后内]|[^，。；：的地得]{{1,8}}(?:{_OF_PERSONS}))(?:(?:{_ANY_WAY}){{2,3}}|{'|'.join(_DOING)})"
    f"|(?:[让使]|帮助|引导|鼓励|带领|保障|支持|方便|确保)[^，。；：的地得]{{1,10}}(?:{_OF_PERSONS})(?:能够?|可以)?(?:{_ANY_WAY}){{1,2}})\\Z"
)
"""Two ways in which people do something, or one in which somebody lets them do it."""
_DEED_ITSELF = late(
    f"(?:上门|入户|当面|逐[一个户条项])?(?:(?:[做抓搞管办用守护][好实牢]|度过|做到|落实好|完成好)了?(?={HAN}{{2}}|[0-9《“])"
    "|(?:开展|推[进动]|完成|落实|掌握|运用|使用|参[加与观]|办理|解[答决释]|处[理置]|化解|排查|分[配发]|维护|接待|享受|了解|反映|融入|投入|履行"
    "|打造|建立|抓紧|抓住|传[播达递]|回[应复答]|引导|游览|乘坐|核[查对实]|制[定作]|照[顾料看]|收集|听取|梳理|整[理改]|清[理点]|评[审定选]|审[核查]|登记|帮助|保障|看护|守护"
    "|协助|指导|督促|讲[清解授]|说[清明]|告知|宣[讲传]|安排|组织|摸清|查[清找处]|救治|修[复缮]|答复|教育|劝导|调[解处]|[巡检]查|填[写报]|记录"
    "|录入|编[制写]|征求|满足|提[高升]|改善|保护|关[心爱]|慰问|走访|陪伴)"
    "(?!赢得|受到|获得|得到|取得|让|使|是|为|能|可|促进|深受|带来|成为|情况|[的和、与及等员者师组]|专家|人[员才]|老师|教师|小组|机构|单位|部门)"
    f"(?!(?:{_NOUNS_OF_DEEDS})|[^，。；]{{0,12}}的?(?:{_ENDS_OF_NOUNS})(?:\\W|\\Z))"
    f"了?(?={HAN}{{2}}|[0-9《“]))"
)
"""What is done, and not the noun of it: 做好宣讲记录, but not 解答服务."""
_NOT_DONE_TO = (
    f"{_NOUNS_OF_DEEDS}|数据|资料|信息|标准|建议|意见|费用|经费|成本|情况|报告|规划|速度|单位|人员|主体|对象|机构|部门"
    "|设备|设施|系统|网络|工程|口径|活动|规[范定则]|原则|理念|意识|行为|申请|产品|效率|质量|水准|成[效本绩]|通道|站点|网点|点位"
    "|资源(?![，。])|基础|力量|经验|记录|档案|案[件卷]|专家|保养|维护|检[查测修验]|改造|升级|更新|考核|评[估价审比]|监督|宣传|培训|指导"
    "|整治|治理|养护|调度|处置|处理|运营|运行|使用|和|与|及|的|率|件|者|员|量|等"
)
"""What may stand behind a deed that is a noun's first word: 监测数据, 维护费用, 检查标准."""
_PREDICATES = (
    "是|由|占|均|已|全部|得到|受到|接受|纳入|予以|给予|作为|应当|须|不[得能予再]|可以|将|为主|符合|达到|高于|低于|赢得"
    "|优先|有待|归档|同步|较|不断|逐步|进一步|明显|获得|取得|形成|成为|基本|初步|普遍|满意|认可|好评"
)
_TO_SET_UP = (
    "完善|健全|建[立设成]|构建|搭建|打造|落实|执行|实施|贯彻|推[进动行]|创新|优化|规范|改[善进]|提[高升]|加强|维护|开展"
    "|做好|完成"
)
_TO_SOMEBODY = (
    f"{_TO_DO}|遏[制止]|修复|减轻|核对|安[置装]|响应|推广|识别|疏[导散]|调动|扩大|支撑|运[送输]|接[待送]|缩[短小减]"
    "|延[长伸]|丰富|美化|净化|巩固|拓[展宽]|弘扬|传承|激发|带动|应对|抵御|预防|杜绝|避免|排除|查[处找]|打击|惩治|震慑"
    "|整合|利用|盘活|统筹|部署|统计|采集|保[存管证持]|守[护住]|维持|恢复|补[充齐]|深化|细化|压实|夯实|筑牢|确保|实现"
    "|营造|树立|培育|壮大|繁荣|活跃|惠及|覆盖|普及|呈现|体现|彰显|反馈|答复|纠正|发现|甄别|筛查|救[治助]|帮扶|关怀|陪伴"
    "|鼓励|扶持|资助|奖励|约束|限制|抑制|提交|交付|验收|考核|核定|测算|预[测警报]|监[测控]|检测|跟踪|巡护|看护|管护|保养"
    "|清[洁扫运除]|回收|拆除|更[换新]|升级|改造|布设|铺设|配[备置送]|储备|投放|分发|转[运移]|撤离|团结|凝聚|号召|动员|组织"
    "|培养|选拔|招[募录聘]|留住|吸引|对接|撬动|释放|改变|挖掘|整修|抢[救修]|记载|还原|再现"
)
_NO_OBJECT = (
    "情况|程度|率|机制|方案|方法|方式|计划|措施|能力|水平|力度|[效成]果|成[效绩]|作用|态势|标准|流程|过程|步骤|要求|空间"
    "|和|与|及|的|者"
)
_NO_RESULT = "".join(
    f"(?<!{end})" for end in _words("机制 体系 制度 平台 通道 方案 措施 模式 网络 格局 办法 手段 费用")
)
_HAS_OBJECT = late(
    f"(?![^，。；]{{0,30}}(?:{_PREDICATES}))"
    f"(?:(?:{_TO_SET_UP})了?(?!{_NO_OBJECT}){HAN}{{2,24}}"
    f"|(?:{_TO_SOMEBODY})了?(?!{_NOT_DONE_TO}){HAN}{{2,24}}{_NO_RESULT})(?=[，。；、！”]|\\Z)"
)
"""A deed and that to which it is done, up to the end of a clause without another predicate."""
_HAS_ANY_OBJECT = late(f"(?:{_TO_SET_UP}|{_TO_SOMEBODY})了?(?!{_NO_OBJECT}){HAN}{{2}}")
_OTHER_WAYS = _words(
    "定期 如期 经常 明显 显著 大大 极大 有力 平稳 公平 公正 自主 更快 更多 较好 很好 最大限度 最大程度"
)
_ONLY_WAYS = _words(
    "切实 不断 进一步 大力 逐步 顺利 圆满 如期 按时 按期 稳步 经常 大大 极大 最大限度 最大程度 尽快 尽早 随时"
)
"""Ways of doing that things do not have."""
_BEGINS_CLAUSE = late(
    "(?:\\A|[，。；！\\n]|[，。；\\n][0-9一二三四五六][、.．]|并"
    "|[，。；\\n][^，。；：的地得、]{1,6}(?:[员者师]|学生|部门))"
    f"(?:{'|'.join(dict.fromkeys((*_WAYS, *_MANNERS, *_OTHER_WAYS)))}){{1,2}}\\Z"
)
_IN_A_PLACE = late(
    "(?:进[入出到]|走[进入出向]|[融投介嵌驶撤退流汇注转迁]入|撤[离出到至]|疏散|转移|抵达|到达|返回|回到|离开|通过|前往|参[与加]"
    f"|(?:{_TO_DO}|{_TO_SOMEBODY}|放|送|存|留|消化|融|投|用|落|分)(?:在(?![线册建岗])|到(?!位)|至|于|进(?!度)|入(?![库户口])|成(?![果效绩本])|给(?![付养水])))"
    f"(?!{_NO_OBJECT}|通道|会场?[，。]|门槛|人[员数]){HAN}{{2}}"
)
_HAS_TO = late(f"(?:[把将][^，。；：的地得]{{2,16}}|能够?|可以|必须|应当)(?:{_ANY_WAY}){{1,2}}\\Z")
"""Somebody or something that comes to a place or a state, and how: 能够有序, 把矛盾有效."""
_ENDS_IT = late(
    "(?:化解|解决|处[置理]|消除|控制|落实|完成|清[理除]|整改|排除|分[配发]|传[达递]|送达|利用|安置|保存|融合|衔接|串联|连接|结合|统一)"
    "(?:好|掉|起来|下去|完)?(?=[，。；！]|\\Z)"
)
_IS_TAKEN = late(f"[把将][^，。；：、的地得]{{2,12}}(?:{_ANY_WAY}){{1,2}}\\Z")

_LET_DO = late(
    "(?:请|由|让|引导|帮助|组织|带领|动员|鼓励|安排|指导|督促|教会?|确保|便于)"
    f"[^，。；：、的地得为是有和与及]{{1,12}}(?:{_ANY_WAY})\\Z"
)
_ACTING = late(
    f"(?:\\A|[，。；：\\n])[^，。；：、的地得为是有和与及0-9]{{0,6}}(?:{_OF_PERSONS}|[练医警工长])(?:{_ANY_WAY})\\Z"
)
"""Somebody and how he does something, at the beginning of a clause: 教练耐心."""
_DOUBLED = tuple(2 * each for each in "慢轻渐早缓静悄细稳牢紧默匆深频狠")
_WITH_RESULT = late(
    f"(?:{_TO_SOMEBODY}|固定|连接|{HAN})(?:在|住|到(?!位)|起来|下来|下去|进去|出来|上去)(?!的)"
)
_TAKEN_SO = late(f"[把将][^，。；：的地得]{{2,16}}(?:{_ANY_WAY})\\Z")
_CAN_DO_SO = late(f"(?:能够?|可以|必须|应当?|要|须)(?:{_ANY_WAY})\\Z")
_GOES_ON = late(f"(?![到出知以益分奖力当体失票手心证多很了像连让使不起住])(?:{HAN}{{2}})")
_BURDENS = late(
    "(?:负担|意识|能力|水平|需求|压力|困难|难题|权益|积极性|[幸获安满][^，。；]{1,2}感|满意度|技能|本领|经验|知识|习惯|兴趣"
    f"|热情|信心|顾虑|麻烦|效率|精神|责任|义务|愿望|矛盾|心理|生活|素质|素养|体验){_CLAUSE_ENDS}"
)
"""What no place has: behind 地 they belong to what stands before it."""
_NO_PLACE = late(
    f"{HAN}{{2}}(?<![种养植殖生居原出产驻属在用安置户培训实施当发活耕草林湿场基营工土租征占借存放停各本外异两荒绿空])\\Z"
)
_NOT_GOT = late(f"{HAN}{{2}}(?<![获取赢觉值博求习懂记学换争夺领分显使免省来变难舍赚挣])\\Z")
_STRONGLY = _words(
    "有力 极大 大大 较好 很好 快速 迅速 平稳 深刻 有计划 有步骤 有组织 有重点 最大限度"
    " 最大程度 明显 显著 成功"
)
_WAS_DONE = late(
    f"(?:开展|推[进动]|完成|落实|保障|提[高升]|促进|解决|实施|组织|发挥|改善|加强|增强|维护|降低|减少|满足|缓解)了(?={HAN}{{2}}|[，。])"
)
_TIMES = late("(?:同时|时候|基础上|前提下|情况下|过程中|条件下)")
_WORK = late(
    "[在于](?![^，。；]{0,20}(?:居住|所在|户籍|发生|种植|养殖|栖息|注册|来源|生产|出生|安置|存放|接收|原产|[土林耕草湿场绿用基营工产]|当|各|本|外|异|实|两)地)"
    "(?:狠?抓|做好|加强|保[证障持护]|完成|推进|搞好|确保|开展|提[高升]|注重|坚持|落实|改善|强化|充分|满足|不影响|实施)[^，。；]{0,16}\\Z"
)
_QUALITIES = _words(
    "良好 重要 显著 明显 优秀 优美 整洁 优质 坚实 具体 详细 主要 丰富 浓厚 舒适 美好 有效 有力 合理 积极"
    " 科学 和谐 稳定 安全 健康 文明 完善 较好 较大 巨大 扎实 全面 规范 高效"
)
_NOUNS = (
    "(?:环境|营商环境|生活环境|人居环境|社会环境|措施|作用|成效|效果|贡献|基础|氛围|条件|成绩|意义|办法|方案|关系|秩序|形象|局面|途径|手段|方法|方式|水平|质量"
    "|问题|机制|制度|队伍|平台|空间|资源|素质|内容|能力|依据|力量|支撑|渠道)"
)
_QUALITY_OF = late(_NOUNS)
_DEEDS_OF = _words(
    "开展 下达 安排 制定 取得 存在 提出 达到 建立 形成 拨付 采取 需要 产生 规定 约定 增加 享受 批准 确定 列入"
)
_DEED_OF = late(
    "(?:资金|任务|工作|活动|项目|措施|成绩|成效|问题|指标|目标|方案|计划|人员|标准|要求|经费|补贴|效益|制度|情况|范围)"
)
_GOT = _words(
    "开展 下达 安排 制定 实施 提供 采取 发放 使用 建设 管理 负责 承担 参加 购买 购置 存在 规定 提出 建立"
    " 形成 拨付 组织"
)

_SLIPS = (
    _Slip("的", "得", _DONE, _DONE_WELL),
    _Slip("的", "得", _words("说 写 讲 做 唱 念 跳 走 站 穿"), _BY_RULES, _OF_ITS_OWN),
    _Slip("的", "得", _CARRIED_OUT, _CARRIED_OUT_WELL),
    _Slip("的", "得", _ABLE, _IS_ABLE),
    _Slip("的", "地", _STRONGLY, _WAS_DONE),
    _Slip("的", "地", _SKILFULLY, _IS_DONE_TO, _LEADS_ON),
    _Slip("的", "地", _WAYS, _TOWARDS, _BEGINS_DEED),
    _Slip("的", "地", (*_WAYS, *_MANNERS, *_DOING), _DEED_ITSELF, _IN_SUCH_WAYS),
    _Slip("的", "地", (*_WAYS, *_MANNERS, *_DOING), _TOWARDS, _IN_SUCH_WAYS),
    _Slip("的", "地", (*_WAYS, *_MANNERS, *_OTHER_WAYS), _HAS_OBJECT, _BEGINS_CLAUSE),
    _Slip("的", "地", _ONLY_WAYS, _HAS_ANY_OBJECT, _BEGINS_CLAUSE),
    _Slip("的", "地", (*_WAYS, *_MANNERS), _IN_A_PLACE, _HAS_TO),
    _Slip("的", "地", (*_WAYS, *_MANNERS), _ENDS_IT, _IS_TAKEN),
    _Slip("的", "地", (*_WAYS, *_MANNERS), _HAS_OBJECT, _LET_DO),
    _Slip("的", "地", (*_WAYS, *_MANNERS), _HAS_OBJECT, _ACTING),
    _Slip("的", "地", (*_WAYS, *_MANNERS), _WITH_RESULT, _TAKEN_SO),
    _Slip("的", "地", _DOUBLED, _WITH_RESULT),
    _Slip("地", "得", _words("做 说 写 办 讲 抓 唱 过"), _DONE_WELL),
    _Slip("地", "得", _CARRIED_OUT, _CARRIED_OUT_WELL),
    _Slip("地", "得", _HANDIWORK, _THROUGH),
    _Slip("地", "的", ("",), _BURDENS, _NO_PLACE),
    _Slip("地", "的", ("",), _TIMES, _WORK),
    _Slip("地", "的", ("",), _NUISANCE, _HARMFUL),
    _Slip("地", "的", _PEOPLE, _OF_PEOPLE, _AFTER_DEED),
    _Slip("地", "的", _QUALITIES, _QUALITY_OF),
    _Slip("地", "的", _DEEDS_OF, _DEED_OF),
    _Slip("得", "地", _WAYS, _IS_DONE),
    _Slip("得", "地", _WAYS, _TOWARDS, _BEGINS_DEED),
    _Slip("得", "地", (*_MANNERS, *_DOING), _TOWARDS, _IN_SUCH_WAYS),
    _Slip("得", "地", (*_MANNERS, *_DOING), _DEED_ITSELF, _IN_SUCH_WAYS),
    _Slip("得", "地", (*_WAYS, *_MANNERS), _IN_A_PLACE, _HAS_TO),
    _Slip("得", "地", (*_WAYS, *_MANNERS), _ENDS_IT, _IS_TAKEN),
    _Slip("得", "地", (*_WAYS, *_MANNERS), _GOES_ON, _CAN_DO_SO),
    _Slip("得", "的", ("",), _BURDENS, _NOT_GOT),
    _Slip("得", "的", _GOT, _DEED_OF),
    _Slip("得", "的", _QUALITIES, _QUALITY_OF),
)
_BY_PARTICLE = {written: [slip for slip in _SLIPS if slip.written == written] for written in "的地得"}


def wrong_particles(text: str) -> Iterator[WrongParticle]:
    """Give the particles of `text` that are written for another one, in their order.

    A deed of one character may be the end of a word that is none: 小说的好.
    """
    found = (each for written in _BY_PARTICLE for each in _written_for_another(text, written))
    yield from sorted(found)


def _written_for_another(text: str, written: str) -> Iterator[WrongParticle]:
    at = text.find(written)
    while at >= 0:
        for slip in _BY_PARTICLE[written]:
            match = slip.behind.match(text, at + 1) if text.endswith(slip.before, 0, at) else None
            if match and _is_led(text, at, slip):
                yield WrongParticle(at, slip.right, max(0, at - 2), match.end())
                break
        at = text.find(written, at + 1)


def _is_led(text: str, at: int, slip: _Slip) -> bool:
    """Tell whether what stands before a particle is what it must be, and no part of another word."""
    if slip.led_by is not None:
        return slip.led_by.search(text, max(0, at - _LONGEST), at) is not None
    is_short = len(slip.before[0]) == 1
    return not (is_short and is_word(text[max(0, at - 2) : at]))


_LONGEST = 24
