"""Chinese surnames, in simplified and traditional characters; words that are far more often something else are left out."""

from typing import Final

SIMPLIFIED: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺"
    "倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危"
    "江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲家封芮羿储"
    "靳汲邴糜松井段富巫乌焦巴弓牧山谷车侯宓郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双"
    "闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤桑桂濮牛寿边扈燕冀郏浦尚农温庄晏柴瞿阎充慕连茹习宦艾鱼容古易慎戈廖庾终暨居衡耿弘匡寇广禄阙欧沃利蔚越夔"
    "隆师巩聂晁勾敖融冷訾辛阚那简饶曾沙鞠丰巢关蒯查荆红游竺权逯盖桓覃肖闫付邸谌佟鹿信苟佘冼揭漆亓苑凃涂原门靖晋英楚卿宛邝麦敬谯由甯帅亢况郄琚"
    "酒粟敦银战初税普朴南展迟隋衣綦官禚矫牟兰岳尧喇尉海拓达洛文国褟鄢商"
)
"""Surnames as simplified text writes them; many are the same in traditional characters."""
TRADITIONAL: Final = (
    "趙錢孫吳鄭馮陳衛衞蔣韓楊許呂張嚴華謝鄒竇雲蘇魯韋馬鳳鮑費賀湯羅畢鄔樂齊顧黃蕭貝談龐紀項藍閔賈婁顏鍾駱萬盧繆應賁鄧單諸鈕龔陸榮儲烏車宮寧欒"
    "厲劉龍葉懷賴藺喬陰蒼雙聞黨譚貢勞酈壽郟農溫莊閻連習魚廣祿闕歐師鞏聶闞簡饒豐關荊紅遊權蓋閆諶塗晉鄺麥譙遲矯蘭嶽堯"
)
"""Their other forms in Taiwan and Hong Kong."""
WORDS: Final = "於時強國門達戰計況稅終銀邊帥範幹鹹鬱餘樸"
"""Traditional forms that are words first: 於 時 強."""
_ONLY_TRADITIONAL: Final = "區從邁買薊賓東經滿鐘"
"""Surnames whose simplified form is a word first, or is shared with another surname."""
SINGLE: Final = frozenset(SIMPLIFIED + TRADITIONAL + _ONLY_TRADITIONAL)

COMPOUND_SIMPLIFIED: Final = (
    "太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 宗政 濮阳 公冶 太叔 申屠 公孙 慕容"
    " 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 令狐 呼延 范姜 叶刘 欧阳 张简 皇甫"
)
COMPOUND_TRADITIONAL: Final = "司馬 東方 獨孤 南宮 聞人 諸葛 尉遲 赫連 澹臺 濮陽 公孫 仲孫 鍾離 長孫 鮮于 閭丘 葉劉 歐陽 張簡"
COMPOUND: Final = frozenset((*COMPOUND_SIMPLIFIED.split(), *COMPOUND_TRADITIONAL.split()))
