//! What is searched of a text: the text itself, its pinyin in full (`caigou` for 采购) and the initials of it (`cg`).

use js_sys::{Array, Function, Intl::Collator, Object};
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, JsValue};

/// Each syllable with the first character that is read so, in the order in which browsers sort Chinese by pinyin. It says how any
/// character is read: as the last of these that does not stand behind it. Good enough to find something, not to name somebody, whose
/// pinyin comes with the record.
const SYLLABLES: &str = "\
    a吖ai哎an安ang肮ao凹ba丷bai挀ban扳bang邦bao勹bei卑ben奔beng伻bi屄bian边biao灬bie憋bin汃bing冫bo癶bu峬ca嚓cai偲can参\
    cang仓cao撡ce冊cen嵾ceng曽cha叉chai芆chan辿chang伥chao抄che车chen抻cheng阷chi吃chong充chou抽chu出chua歘chuai揣\
    chuan巛chuang刅chui吹chun旾chuo逴ci呲cong匆cou凑cu粗cuan汆cui崔cun邨cuo搓da咑dai呆dan丹dang当dao刀de嘚deng灯di氐\
    dian敁diao刁die爹ding丁diu丟dong东dou吺du厾duan耑dui垖dun吨duo多e妸ei诶en奀er儿fa发fan帆fang匚fei飞fen分feng丰fo仏\
    fou紑fu夫ga旮gai侅gan甘gang冈gao皋ge戈gei给gen根geng刯gong工gou勾gu估gua瓜guai乖guan关guang光gui归gun丨guo呙ha哈\
    hai咍han佄hang夯hao茠he诃hei黒hen拫heng亨hong叿hou齁hu乎hua花huai怀huan欢huang巟hui灰hun昏huo吙ji丌jia加jian戋\
    jiang江jiao艽jie阶jin巾jing坕jiong冂jiu丩ju凥juan姢jue噘jun军ka咔kai开kan刊kang忼kao尻ke匼ken肎keng劥kong空kou抠ku扝\
    kua夸kuai蒯kuan宽kuang匡kui亏kun坤kuo扩la垃lai来lan兰lang啷lao捞le仂lei勒leng崚li哩lia俩lian奁liang良liao撩lie毟\
    lin拎ling伶liu溜long龙lou瞜lu噜lv驴luan娈lve掠lun抡luo啰ma妈mai埋man嫚mang牤mao猫me嚒mei呅men椚meng擝mi咪mian宀\
    miao喵mie乜min民ming名miu谬mo摸mou哞mu毪na拏nai腉nan囡nang囔nao孬ne疒nei娞nen恁neng能ni妮nian拈niang娘niao鸟nie捏\
    nin囜ning宁niu妞nong农nou羺nu奴nv女nuan奻nve疟nuo郍o喔ou讴pa妑pai拍pan眅pang乓pao抛pei呸pen喷peng匉pi丕pian囨piao剽\
    pie氕pin姘ping乒po钋pou剖pu仆qi七qia掐qian千qiang呛qiao悄qie苆qin亲qing靑qiong卭qiu丘qu区quan奍que炔qun夋ran呥rang穣\
    rao娆re惹ren人reng扔ri日rong戎rou厹ru邚ruan堧rui婑run瞤ruo捼sa仨sai毢san三sang桒sao掻se閪sen森seng僧sha杀shai筛\
    shan山shang伤shao弰she奢shen申sheng升shi尸shou収shu书shua刷shuai衰shuan闩shuang双shui脽shun吮shuo说si厶song忪sou凁\
    su苏suan狻sui夊sun孙suo唆ta他tai囼tan坍tang汤tao夲te忑teng熥ti剔tian天tiao旫tie帖ting厅tong囲tou偷tu凸tuan湍tui推\
    tun吞tuo乇wa屲wai歪wan弯wang尢wei危wen昷weng翁wo挝wu乌xi夕xia呷xian仙xiang乡xiao灱xie些xin心xing星xiong凶xiu休xu吁\
    xuan吅xue削xun坃ya丫yan恹yang央yao幺ye倻yi一yin囙ying应yong佣you优yu込yuan囦yue曰yun晕za帀zai災zan兂zang匨zao傮ze则\
    zei贼zen怎zeng増zha扎zhai夈zhan枬zhang张zhao佋zhe蜇zhen贞zheng凧zhi之zhong中zhou州zhu朱zhua抓zhuai跩zhuan专zhuang妆\
    zhui隹zhun宒zhuo拙zi乲zong宗zou邹zu租zuan钻zui厜zun尊zuo嘬";

/// How else a character is read that has its place in the order under another syllable: in posts, departments and family names.
const OTHERWISE: &str = "长chang行hang会kuai重chong调tiao都du率shuai校xiao乐yue单shan曾zeng参shen系ji降xiang解xie朴piao盛cheng覃qin仇qiu\
    卜bu藏zang厦xia传zhuan区ou";

/// Whether a text is found by what was typed, in lower case: as it is written, by its pinyin in full from any character on, or by the
/// initials of it. Nothing typed finds everything.
pub fn is_found(text: &str, sought: &str) -> bool {
    finds(text, sought, read)
}

fn finds(text: &str, sought: &str, read: impl Fn(char) -> Vec<&'static str>) -> bool {
    if text.to_lowercase().contains(sought) {
        return true;
    }
    if !text.chars().any(is_chinese) {
        return false;
    }
    let typed: String = sought.chars().filter(|c| !c.is_whitespace()).map(|c| if c == 'ü' { 'v' } else { c }).collect();
    let sounds: Vec<(char, Vec<&str>)> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| (c.to_ascii_lowercase(), if is_chinese(c) { read(c) } else { Vec::new() }))
        .collect();
    (0..sounds.len()).any(|at| goes_on(&sounds[at..], &typed, false) || goes_on(&sounds[at..], &typed, true))
}

/// Whether what is typed goes along the characters, each as it is written or as it is read: letter by letter with `initials`, else
/// syllable by syllable, the last one perhaps not typed to its end.
fn goes_on(sounds: &[(char, Vec<&str>)], typed: &str, initials: bool) -> bool {
    if typed.is_empty() {
        return true;
    }
    let Some(((written, read), rest)) = sounds.split_first() else { return false };
    if typed.strip_prefix(*written).is_some_and(|typed| goes_on(rest, typed, initials)) {
        return true;
    }
    read.iter().any(|syllable| {
        let said = if initials { &syllable[..1] } else { syllable };
        said.starts_with(typed) || typed.strip_prefix(said).is_some_and(|typed| goes_on(rest, typed, initials))
    })
}

fn is_chinese(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// The pairs of letters and a character a table is made of, whichever of the two comes first.
fn pairs(table: &'static str) -> Vec<(&'static str, char)> {
    let letters = table.split(is_chinese).filter(|letters| !letters.is_empty());
    letters.zip(table.chars().filter(|c| is_chinese(*c))).collect()
}

/// How a character is read: as the last of the table that does not stand behind it, and otherwise.
fn readings(character: char, not_behind: impl Fn(char) -> bool) -> Vec<&'static str> {
    let table = pairs(SYLLABLES);
    let place = table.partition_point(|(_, first)| not_behind(*first));
    let usual = place.checked_sub(1).and_then(|place| table.get(place)).map(|(syllable, _)| *syllable);
    let others = pairs(OTHERWISE).into_iter().filter(|(_, other)| *other == character).map(|(syllable, _)| syllable);
    usual.into_iter().chain(others).collect()
}

/// How a character is read by the browser's order; each is asked for once. Unread where there is no browser.
fn read(character: char) -> Vec<&'static str> {
    thread_local! {
        static KNOWN: RefCell<HashMap<char, Vec<&'static str>>> = RefCell::default();
        static COMPARE: Function = Collator::new(&Array::of1(&JsValue::from_str("zh-CN-u-co-pinyin")), &Object::new())
            .compare()
            .unchecked_into();
    }
    if !cfg!(target_family = "wasm") {
        return Vec::new();
    }
    let not_behind = |first: char| {
        let (first, other) = (JsValue::from_str(&first.to_string()), JsValue::from_str(&character.to_string()));
        let order = COMPARE.with(|compare| compare.call2(&JsValue::NULL, &first, &other));
        order.ok().and_then(|order| order.as_f64()).is_some_and(|order| order <= 0.0)
    };
    KNOWN.with_borrow_mut(|known| known.entry(character).or_insert_with(|| readings(character, not_behind)).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The few characters of the tests as the browser's order would have them read.
    fn read(character: char) -> Vec<&'static str> {
        let read = [('采', "cai"), ('购', "gou"), ('部', "bu"), ('长', "zhang"), ('女', "nv"), ('工', "gong")];
        read.into_iter()
            .filter(|(one, _)| *one == character)
            .flat_map(|(_, syllable)| {
                let order = pairs(SYLLABLES);
                let own = order.iter().position(|(known, _)| *known == syllable);
                readings(character, |first| order.iter().position(|(_, one)| *one == first) <= own)
            })
            .collect()
    }

    #[test]
    fn a_chinese_text_is_found_by_its_characters_its_pinyin_and_its_initials() {
        for sought in ["采购", "部长", "caigou", "cai gou bu", "gou", "caig", "cgbz", "gb", "zhang", "buchang", ""]
        {
            assert!(finds("采购部长", sought, read), "{sought}");
        }
        for sought in ["购采", "goucai", "gc", "caib", "aigou", "caigoubuzhangx", "cgbzx"] {
            assert!(!finds("采购部长", sought, read), "{sought}");
        }
    }

    #[test]
    fn letters_among_characters_are_found_as_they_are_written() {
        for sought in ["it采", "itcaigou", "it cg", "采gou", "c"] {
            assert!(finds("IT 采购", sought, read), "{sought}");
        }
        assert!(finds("女工", "nügong", read) && finds("女工", "nvg", read));
        assert!(finds("Head of procurement", "of pro", read) && !finds("Head of procurement", "hop", read));
    }

    #[test]
    fn the_table_has_each_syllable_and_each_first_character_once() {
        let table = pairs(SYLLABLES);
        let once = |words: Vec<String>| words.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(table.len(), 400);
        assert_eq!(once(table.iter().map(|(syllable, _)| (*syllable).to_owned()).collect()), 400);
        assert_eq!(once(table.iter().map(|(_, first)| first.to_string()).collect()), 400);
        let known = |syllable: &str| table.iter().any(|(one, _)| *one == syllable);
        assert!(pairs(OTHERWISE).iter().all(|(syllable, _)| known(syllable)));
    }
}
