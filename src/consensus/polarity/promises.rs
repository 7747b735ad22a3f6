//! Promises that data are not sold, in many languages and wordings, right and turned round.

use super::tests::built_in;
use super::{lifts_duty, negations};

/// Sentences that promise, and sentences that say the contrary, by language.
const PROMISES: &[(&str, &[&str], &[&str])] = &[
    (
        "en-US",
        &[
            "We never sell what the lamp collects.",
            "Nothing is sold to anyone.",
            "Data isn’t sold.",
        ],
        &["We sell what the lamp collects to anyone.", "Not only lamps are sold, but data too."],
    ),
    (
        "tr-TR",
        &[
            "Hizmetin topladığı verileri hiçbir nedenle üçüncü taraflara satmıyoruz.",
            "Toplanan veriler hiçbir şekilde satılmaz.",
            "Veriler üçüncü kişilere satılmamaktadır.",
            "Verilerinizi asla satmayız.",
            "Şirketlerimiz bu verileri satmayacaktır.",
            "Veriler bugüne kadar satılmamıştır ve satılmayacak.",
            "Bu verileri satmamayı taahhüt ederiz.",
            "Verilerin satılması söz konusu değildir.",
            "Verileri kimseye satmadık.",
            "Verilerin satışı yoktur.",
            "Veriler hiç kimseye satılamaz.",
            "İki şirketin ilkesi, verilerin satılmamasıdır.",
            "Hizmetimizin topladığı hiçbir veri satılmamalıdır.",
        ],
        &[
            "Hizmetin topladığı verileri her nedenle üçüncü taraflara satıyoruz.",
            "Toplanan veriler herhangi bir nedenle satılır.",
            "Veriler üçüncü kişilere satılmaktadır.",
            "Verilerin satılması ve kullanılması serbesttir.",
            "Bu, verilerin satışına ilişkin bir açıklamadır.",
            "Veriler tamamen üçüncü taraflara satılabilir.",
            "Verileri siz istediğinizde satarız; uygulamanın adı değişir.",
        ],
    ),
    (
        "hu-HU",
        &[
            "A szolgáltatás által gyűjtött adatokat semmilyen okból nem adjuk el harmadik félnek.",
            "Az adatokat soha senkinek nem értékesítjük.",
            "Az adatok nem kerülnek eladásra.",
            "Adatokat sem most, sem később el nem adunk.",
            "Az adatok értékesítésére nincs mód.",
            "Az adatok eladása tilos.",
        ],
        &[
            "A szolgáltatás által gyűjtött adatokat bármilyen okból eladjuk harmadik félnek.",
            "Az adatokat egyetlen kattintással, közvetlenül eladjuk.",
            "Az adatok nemcsak gyűjthetők, hanem eladásra is kerülnek.",
        ],
    ),
    (
        "fi-FI",
        &[
            "Emme myy palvelun keräämiä tietoja kolmansille osapuolille mistään syystä.",
            "Tietoja ei myydä kenellekään.",
            "Kerättyjä tietoja ei koskaan luovuteta maksua vastaan.",
            "Yhtiöt eivät ole myyneet eivätkä myy tietoja.",
            "Tiedot säilytetään niitä myymättä.",
            "Tietojen myyminen on kielletty.",
        ],
        &[
            "Myymme palvelun keräämiä tietoja kolmansille osapuolille mistä tahansa syystä.",
            "Tietoja myydään syystä riippumatta.",
            "Tietoja ei vain kerätä, vaan niitä myydään.",
        ],
    ),
    (
        "et-EE",
        &[
            "Me ei müü teenuse kogutud andmeid ühelgi põhjusel kolmandatele isikutele.",
            "Andmeid ei müüda kellelegi.",
            "Kogutud andmed pole müügiks.",
            "Andmeid hoitakse neid müümata.",
        ],
        &["Me müüme teenuse kogutud andmeid kolmandatele isikutele põhjusest olenemata."],
    ),
    (
        "ja-JP",
        &[
            "サービスが収集したデータを、いかなる理由があっても第三者に販売しません。",
            "収集したデータが第三者に販売されることはありません。",
            "データを売ることは決してない。",
            "理由を問わず、データは販売いたしません。",
            "データは販売しておりません。",
            "収集したデータは第三者に売らず、渡さないものとします。",
            "データを販売しないことをお約束します。",
            "データの販売は禁止されています。",
            "データの販売は一切行っておらず、その予定もありません。",
            "データは販売していない。",
            "データは販売せずに保管します。",
        ],
        &[
            "サービスが収集したデータを、理由を問わず第三者に販売します。",
            "収集したデータは必ず第三者に販売されます。",
            "データを販売することがあります。",
            "データは収集するだけでなく、販売します。",
            "データを販売しなければなりません。",
            "不特定の第三者にデータを販売しています。",
        ],
    ),
    (
        "ko-KR",
        &[
            "서비스에서 수집한 데이터를 어떠한 이유로도 제3자에게 판매하지 않습니다.",
            "수집된 데이터는 판매되지 않는다.",
            "데이터를 판매하는 일은 없습니다.",
            "데이터는 판매 대상이 아닙니다.",
            "데이터를 절대로 팔지 못합니다.",
            "데이터를 안 팝니다.",
            "데이터 판매는 금지되어 있습니다.",
            "데이터를 판매하지 말아야 합니다.",
            "이유에 관계없이 데이터를 판매하지 않을 것입니다.",
        ],
        &[
            "서비스에서 수집한 데이터를 어떤 이유로든 제3자에게 판매합니다.",
            "이유에 관계없이 데이터를 판매합니다.",
            "데이터를 수집할 뿐만 아니라 판매합니다.",
            "데이터를 판매할 수 있습니다.",
        ],
    ),
    (
        "zh-CN",
        &[
            "无论出于何种原因，我们都不会向第三方出售数据。",
            "我们从未出售数据，将来也绝不出售。",
            "数据禁止出售。",
        ],
        &["无论出于何种原因，我们都会向第三方出售数据。", "数据是否出售？我们会出售。"],
    ),
    (
        "zh-TW",
        &["無論出於何種原因，我們都不會將資料販售給第三方。", "資料並非商品，絕不販售。"],
        &["不論出於何種原因，我們都會將資料販售給第三方。", "我們不僅收集資料，也販售資料。"],
    ),
    (
        "ru-RU",
        &[
            "Мы ни при каких условиях не продаём собранные данные третьим лицам.",
            "Собранные данные никому не продаются.",
            "Продажи данных нет и не будет.",
            "Мы воздерживаемся от продажи данных.",
        ],
        &[
            "Мы по любой причине продаём собранные данные третьим лицам.",
            "Мы продаём некоторые данные нескольким компаниям.",
            "Данные не только собираются, но и продаются.",
        ],
    ),
    (
        "uk-UA",
        &[
            "Ми за жодних умов не продаємо зібрані дані третім сторонам.",
            "Зібрані дані нікому не продаються.",
        ],
        &["Ми з будь-якої причини продаємо зібрані дані.", "Дані не лише збирають, а й продають."],
    ),
    (
        "ar-SA",
        &[
            "لا نبيع البيانات التي تجمعها خدمتنا لأي طرف ثالث.",
            "لن تُباع البيانات لأي سبب كان.",
            "نلتزم بعدم بيع البيانات.",
            "لم نقم ببيع أي بيانات، وليست البيانات سلعة.",
            "تُحفظ البيانات دون بيعها.",
        ],
        &["نبيع البيانات التي تجمعها خدمتنا لأي طرف ثالث.", "ليس فقط تُجمع البيانات بل تُباع أيضًا."],
    ),
    (
        "he-IL",
        &["איננו מוכרים את הנתונים לאף גורם.", "הנתונים אינם נמכרים.", "הנתונים לא יימכרו."],
        &["אנו מוכרים את הנתונים לכל גורם.", "הנתונים לא רק נאספים אלא גם נמכרים."],
    ),
    (
        "vi-VN",
        &[
            "Chúng tôi không bán dữ liệu cho bất kỳ bên thứ ba nào vì bất kỳ lý do gì.",
            "Dữ liệu chưa bao giờ được bán.",
            "Dữ liệu thu thập được chẳng bao giờ bị bán.",
        ],
        &[
            "Chúng tôi bán dữ liệu cho bên thứ ba vì bất kỳ lý do gì.",
            "Dữ liệu không chỉ được thu thập mà còn được bán.",
        ],
    ),
    (
        "th-TH",
        &["เราไม่ขายข้อมูลให้บุคคลที่สามไม่ว่าด้วยเหตุผลใด", "ข้อมูลจะไม่ถูกขาย"],
        &["เราขายข้อมูลให้บุคคลที่สามไม่ว่าด้วยเหตุผลใด", "ข้อมูลอย่างนี้จะถูกขาย"],
    ),
    (
        "id-ID",
        &[
            "Kami tidak menjual data kepada pihak ketiga.",
            "Data takkan dijual.",
            "Data bukan barang dagangan.",
        ],
        &[
            "Kami menjual data kepada pihak ketiga.",
            "Data tidak hanya dikumpulkan, tetapi juga dijual.",
        ],
    ),
    (
        "el-GR",
        &[
            "Δεν πουλάμε τα δεδομένα σε τρίτους για κανέναν λόγο.",
            "Τα δεδομένα ουδέποτε πωλούνται.",
        ],
        &["Πουλάμε τα δεδομένα σε τρίτους για οποιονδήποτε λόγο."],
    ),
    (
        "ro-RO",
        &[
            "Nu vindem datele niciunei terțe părți.",
            "Datele n-au fost vândute.",
            "Datele nu se vând.",
        ],
        &["Vindem datele oricărei terțe părți.", "Datele nu doar se colectează, ci se și vând."],
    ),
    (
        "hi-IN",
        &["हम किसी भी कारण से तीसरे पक्ष को डेटा नहीं बेचते।", "डेटा न तो बेचा जाता है और न ही दिया जाता है।"],
        &["हम किसी भी कारण से तीसरे पक्ष को डेटा बेचते हैं।"],
    ),
    (
        "cs-CZ",
        &["Shromážděná data nikomu neprodáváme.", "Data se neprodávají.", "Data nebudou prodána."],
        &[
            "Shromážděná data prodáváme některým třetím stranám.",
            "Data nejen sbíráme, ale i prodáváme.",
        ],
    ),
    (
        "sk-SK",
        &["Zhromaždené údaje nikomu nepredávame.", "Údaje sa nikdy nepredajú."],
        &["Zhromaždené údaje predávame niektorým tretím stranám."],
    ),
    (
        "pl-PL",
        &["Nikomu nie sprzedajemy danych.", "Dane nigdy nie są sprzedawane."],
        &["Sprzedajemy dane niektórym podmiotom.", "Dane nie tylko zbieramy, ale i sprzedajemy."],
    ),
    (
        "de-DE",
        &["Wir verkaufen keine Daten.", "Auf den Verkauf von Daten wird verzichtet."],
        &["Wir verkaufen Daten an jeden.", "Daten werden nicht nur erhoben, sie werden verkauft."],
    ),
    (
        "fr-FR",
        &[
            "Les données ne sauraient être vendues.",
            "Nous ne vendons aucune donnée.",
            "Nous nous abstenons de vendre les données.",
        ],
        &["Nous vendons les données à quiconque.", "Les données sont vendues pour toute raison."],
    ),
    (
        "es-ES",
        &["Los datos en ningún caso se venden.", "No vendemos los datos por ningún motivo."],
        &["Vendemos los datos por cualquier motivo.", "Vendemos los datos por ningún motivo."],
    ),
    (
        "it-IT",
        &["I dati non vengono venduti.", "I dati in nessun caso sono venduti."],
        &["I dati vengono venduti per qualsiasi motivo."],
    ),
    (
        "nl-NL",
        &["Wij verkopen geen gegevens.", "De gegevens worden nimmer verkocht."],
        &["Wij verkopen gegevens om welke reden ook."],
    ),
    (
        "sv-SE",
        &["Vi säljer aldrig uppgifter.", "Uppgifterna säljs inte."],
        &["Vi säljer uppgifter av vilken anledning som helst."],
    ),
    ("da-DK", &["Vi sælger ikke oplysninger.", "Data sælges aldrig."], &["Vi sælger oplysninger."]),
    (
        "nb-NO",
        &["Vi selger ikke data.", "Ingen data selges."],
        &["Vi selger data til hvem som helst."],
    ),
    (
        "bg-BG",
        &["Ние не продаваме данни.", "Данните няма да бъдат продавани."],
        &["Ние продаваме данни на него."],
    ),
    (
        "hr-HR",
        &["Ne prodajemo podatke.", "Podaci se nikada neće prodati."],
        &["Prodajemo podatke."],
    ),
    ("sl-SI", &["Podatkov ne prodajamo.", "Podatki niso naprodaj."], &["Podatke prodajamo."]),
];

#[test]
fn a_promise_denies_and_its_contrary_does_not() {
    let catalog = built_in();
    let denies = |locale: &str, text: &str| {
        negations(&catalog.locales[locale], text).expect("a list").denials > 0
    };
    let mut wrong = Vec::new();
    for (locale, right, turned) in PROMISES {
        wrong.extend(right.iter().filter(|text| !denies(locale, text)).map(|t| ("right", t)));
        wrong.extend(turned.iter().filter(|text| denies(locale, text)).map(|t| ("turned", t)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Sentences whose only negations are of “without”, or cancel each other.
const SOLD: &[(&str, &str)] = &[
    ("en-US", "We sell the data without any reason. We cannot help selling it."),
    ("de-DE", "Wir verkaufen die Daten ohne jeden Grund."),
    ("de-DE", "Die Daten werden nicht ohne Grund verkauft."),
    ("fr-FR", "Nous vendons les données sans aucune raison."),
    ("fr-FR", "Nous ne pouvons pas ne pas vendre les données."),
    ("es-ES", "Vendemos los datos sin ningún motivo. No dejamos de vender los datos."),
    ("it-IT", "I dati sono venduti senza alcun motivo. Non possiamo non venderli."),
    ("nl-NL", "Wij verkopen gegevens zonder enige reden."),
    ("sv-SE", "Vi säljer data utan anledning. Vi kan inte låta bli att sälja dem."),
    ("pl-PL", "Dane sprzedajemy bez powodu."),
    ("cs-CZ", "Data prodáváme bez důvodu."),
    ("pt-BR", "Vendemos os dados sem nenhum motivo."),
    ("fi-FI", "Myymme tietoja ilman syytä."),
    ("hu-HU", "Az adatokat ok nélkül eladjuk."),
    ("tr-TR", "Verileri sebepsiz satıyoruz."),
    ("el-GR", "Πουλάμε τα δεδομένα χωρίς κανέναν λόγο."),
    ("el-GR", "Δεν μπορούμε να μην πουλάμε τα δεδομένα."),
    ("ru-RU", "Мы продаём данные без причины. Мы не можем не продавать их."),
    ("he-IL", "אנו מוכרים נתונים ללא סיבה."),
    ("ar-SA", "نبيع البيانات بدون سبب."),
    ("hi-IN", "हम डेटा बिना किसी कारण के बेचते हैं।"),
    ("ko-KR", "데이터를 이유 없이 판매합니다. 데이터를 판매하지 않을 수 없습니다."),
    ("ja-JP", "データを理由なく販売します。販売せざるを得ません。"),
    ("zh-CN", "我们会无故出售数据。我们不能不出售数据。"),
    ("th-TH", "เราขายข้อมูลโดยไม่มีเหตุผล"),
];

#[test]
fn without_and_double_negation_deny_nothing() {
    let catalog = built_in();
    let denials =
        |locale: &str, text| negations(&catalog.locales[locale], text).expect("a list").denials;
    let wrong: Vec<_> = SOLD.iter().filter(|(locale, text)| denials(locale, text) > 0).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (locale, text) in [
        ("de-DE", "Wir verkaufen keine Daten ohne Zustimmung."),
        ("hu-HU", "Hozzájárulás nélkül nem adjuk el az adatokat."),
        ("el-GR", "Χωρίς συγκατάθεση, δεν πουλάμε δεδομένα."),
        ("ko-KR", "동의 없이 데이터를 판매하지 않습니다."),
    ] {
        assert_eq!(denials(locale, text), 1, "{text}");
    }
}

#[test]
fn a_duty_is_lifted_or_forbidden_or_stands() {
    let catalog = built_in();
    for (locale, lifted, stands) in [
        (
            "de-DE",
            "Sie müssen nicht beides löschen.",
            "Wenn Sie es nicht mehr verwenden, müssen Sie beides löschen.",
        ),
        ("zh-CN", "无需禁用令牌。", "若要停止使用，必须禁用令牌。"),
        ("ja-JP", "トークンを無効にする必要はありません。", "トークンを無効にする必要があります。"),
        ("hu-HU", "Nem kell törölnie a fiókot.", "Ha nem használja, törölnie kell a fiókot."),
        (
            "ru-RU",
            "Вам не нужно удалять запись.",
            "Чтобы не отправлять данные, нужно удалить запись.",
        ),
        (
            "el-GR",
            "Δεν χρειάζεται να διαγράψετε τον λογαριασμό.",
            "Πρέπει να διαγράψετε τον λογαριασμό.",
        ),
        ("hi-IN", "टोकन हटाने की आवश्यकता नहीं है।", "टोकन हटाना आवश्यक है।"),
    ] {
        let lists = &catalog.locales[locale];
        assert!(lifts_duty(lists, lifted), "{locale}: {lifted}");
        assert!(!lifts_duty(lists, stands), "{locale}: {stands}");
    }
}

#[test]
fn phrases_that_only_begin_like_an_exception_are_none() {
    let catalog = built_in();
    for (locale, text, wanted) in [
        ("fr-FR", "Nous ne vendons pas les données, sauf exception.", 1),
        ("ru-RU", "Кроме того, мы не продаём данные.", 0),
        ("ru-RU", "Мы не продаём данные никому, кроме партнёров.", 1),
        ("hu-HU", "Ezen kívül nem adunk el adatokat.", 0),
        ("tr-TR", "Verileri başka kimseye satmayız.", 0),
    ] {
        let found = negations(&catalog.locales[locale], text).expect("a list").exceptions;
        assert_eq!(found, wanted, "{text}");
    }
}
