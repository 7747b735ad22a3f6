//! One page in five languages, for tests of checks that compare languages.

use crate::check::Check;
use crate::check::testing::Case;

/// Message and field of each row, then its purpose in each language.
const ROWS: [(&str, [&str; 5]); 8] = [
    (
        "PINGs | Hello | Topic",
        [
            "The channel on which the lamp listens.",
            "Der Kanal, auf dem die Lampe lauscht.",
            "El canal en el que escucha la lámpara.",
            "Le canal que la lampe écoute.",
            "Het kanaal waarop de lamp luistert.",
        ],
    ),
    (
        "PINGs | Hello | lampId",
        [
            "The UUID that names the lamp.",
            "Die UUID, die die Lampe benennt.",
            "El UUID que nombra la lámpara.",
            "L’UUID qui nomme la lampe.",
            "De UUID die de lamp benoemt.",
        ],
    ),
    (
        "PINGs | Hello | State",
        [
            "Tells whether the lamp is lit, dark or faulty.",
            "Sagt, ob die Lampe lit, dark oder faulty ist.",
            "Dice si la lámpara está lit, dark o faulty.",
            "Dit si la lampe est lit, dark ou faulty.",
            "Zegt of de lamp lit, dark of faulty is.",
        ],
    ),
    (
        "PINGs | GoodBye | Topic",
        [
            "The channel on which the lamp listens.",
            "Der Kanal, auf dem die Lampe lauscht.",
            "El canal en el que escucha la lámpara.",
            "Le canal que la lampe écoute.",
            "Het kanaal waarop de lamp luistert.",
        ],
    ),
    (
        "STORE | Shop account | Serial number",
        [
            "The serial number that stands on the box of the lamp.",
            "Die Seriennummer, die auf der Schachtel der Lampe steht.",
            "El número de serie que figura en la caja de la lámpara.",
            "Le numéro de série qui figure sur la boîte de la lampe.",
            "Het serienummer dat op de doos van de lamp staat.",
        ],
    ),
    (
        "STORE | Shop account | Owner name",
        [
            "The full name of the person who bought the lamp. It is sent once.",
            "Der vollständige Name der Person, die die Lampe gekauft hat. Er wird einmal gesendet.",
            "El nombre completo de la persona que compró la lámpara. Se envía una vez.",
            "Le nom complet de la personne qui a acheté la lampe. Il est envoyé une fois.",
            "De volledige naam van de persoon die de lamp heeft gekocht. Hij wordt één keer verzonden.",
        ],
    ),
    (
        "STORE | Shop account | Purchase time",
        [
            "A time in ISO 8601 format that tells when the person bought the lamp.",
            "Eine Zeit im Format ISO 8601, die sagt, wann die Person die Lampe gekauft hat.",
            "Una hora en formato ISO 8601 que dice cuándo la persona compró la lámpara.",
            "Une heure au format ISO 8601 qui dit quand la personne a acheté la lampe.",
            "Een tijd in ISO 8601-indeling die zegt wanneer de persoon de lamp heeft gekocht.",
        ],
    ),
    (
        "STORE | Shop account | shadeCount",
        [
            "Returns true if the lamp has a shade. If not, false is returned.",
            "Gibt true zurück, wenn die Lampe einen Schirm hat. Andernfalls wird false zurückgegeben.",
            "Devuelve true si la lámpara tiene una pantalla. De lo contrario, devuelve false.",
            "Renvoie true si la lampe a un abat-jour. Sinon, la valeur false est renvoyée.",
            "Retourneert true als de lamp een kap heeft. Anders wordt false geretourneerd.",
        ],
    ),
];

const LANGUAGES: [&str; 5] = ["en-US", "de-DE", "es-ES", "fr-FR", "nl-NL"];

/// The pages, with lines of the one in `locale` replaced: each given by the start of its new text
/// up to the purpose, and with the expected findings drawn under it.
pub(crate) struct Pages(Vec<(String, String)>);

impl Pages {
    /// All five, right as they are.
    pub(crate) fn new() -> Self {
        let page = |language: usize| {
            let mut text =
                "| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n"
                    .to_owned();
            for (row, purposes) in ROWS {
                text.push_str(&format!("| {row} | {} |\n", purposes[language]));
            }
            (format!("{}/data-acme-sends-to-hub.md", LANGUAGES[language]), text)
        };
        Pages((0..LANGUAGES.len()).map(page).collect())
    }

    /// Only these languages.
    pub(crate) fn only(mut self, locales: &[&str]) -> Self {
        self.0.retain(|(path, _)| locales.iter().any(|locale| path.starts_with(locale)));
        self
    }

    /// Replaces a text of one page, which must be there. Carets may follow in the replacement.
    #[track_caller]
    pub(crate) fn edit(mut self, locale: &str, old: &str, new: &str) -> Self {
        let (_, text) =
            self.0.iter_mut().find(|(path, _)| path.starts_with(locale)).expect("a page");
        assert!(text.contains(old), "{old}");
        *text = text.replacen(old, new, 1);
        self
    }

    /// Runs a check; the expected findings are those drawn.
    #[track_caller]
    pub(crate) fn expect(self, check: &Check) {
        let case =
            self.0.iter().fold(Case::default(), |case, (path, text)| case.document(path, text));
        case.expect(check);
    }
}
