//! Cells with a fault in brackets, `⟦wrong→right⟧`, and what the proof makes of the fix.

use super::*;

/// The cell after the fix, or nothing where it is not certain.
fn mended(drawn: &str) -> Option<String> {
    let catalog = crate::builtin::catalog();
    let (head, rest) = drawn.split_once('⟦').unwrap();
    let (fault, tail) = rest.split_once('⟧').unwrap();
    let (wrong, right) = fault.split_once('→').unwrap();
    let raw = format!("{head}{wrong}{tail}");
    let range = certain_part(&catalog, &raw, head.len()..head.len() + wrong.len(), right)?;
    Some(format!("{}{right}{}", &raw[..range.start], &raw[range.end..]))
}

#[test]
fn words_at_fault_are_replaced() {
    for (drawn, expected) in [
        ("⟦nom_serveur→server_name⟧", "server_name"),
        ("[⟦Rubrique→Topic⟧](x.md)", "[Topic](x.md)"),
        ("**⟦Топик→Topic⟧**[^1]", "**Topic**[^1]"),
        ("⟦主题→Topic⟧¹", "Topic¹"),
        ("⟦Rubrique,→Topic⟧", "Topic"),
        ("⟦droits d’auteur→copyright⟧", "copyright"),
        ("⟦l’appareil→device⟧", "device"),
        ("⟦Organisations-ID→OrganizationId⟧", "OrganizationId"),
        ("⟦Checka ut→Checkout⟧", "Checkout"),
        ("⟦device\\_famly→device_family⟧", "device_family"),
        ("⟦enviado por push→pushed⟧, **b**", "pushed, **b**"),
        ("⟦lâ€™Ã©tat→l’état⟧ <sup>1</sup>", "l’état <sup>1</sup>"),
        ("ISO ⟦8610→8601⟧.", "ISO 8601."),
        ("[a](⟦old.md→new.md⟧ \"t\") [^1]", "[a](new.md \"t\") [^1]"),
        ("# <a name=\"⟦alt→old⟧\"></a>x", "# <a name=\"old\"></a>x"),
        (":::no-loc text=\"⟦server_nam→server_name⟧\":::", ":::no-loc text=\"server_name\":::"),
        ("Topic⟦,→⟧ <br/>", "Topic <br/>"),
    ] {
        assert_eq!(mended(drawn).as_deref(), Some(expected), "{drawn}");
    }
}

#[test]
fn a_fix_that_reaches_over_a_mark_is_made_smaller() {
    for (drawn, expected) in [
        ("⟦server_nam<sup>1→server_name⟧</sup>", "server_name<sup>1</sup>"),
        ("⟦_PushMagik_→PushMagic⟧º", "_PushMagic_º"),
        ("⟦Rubrique<sup>1→Topic⟧</sup>", "Topic<sup>1</sup>"),
        ("⟦org_idX <a href=\"#n\">1→org_id⟧</a>", "org_id <a href=\"#n\">1</a>"),
        ("**⟦asset_tagX** (neu→asset_tag⟧)", "**asset_tag** (neu)"),
        ("⟦PushMagik<br/>*(古い)*→PushMagic⟧", "PushMagic<br/>*(古い)*"),
        ("⟦UDDI[^1]→UDID⟧", "UDID[^1]"),
        ("⟦Тема¹→Topic⟧", "Topic¹"),
        ("⟦**Nom**→server_name⟧", "**server_name**"),
        ("⟦[Topc](x.md)→Topic⟧", "[Topic](x.md)"),
    ] {
        assert_eq!(mended(drawn).as_deref(), Some(expected), "{drawn}");
    }
}

#[test]
fn what_would_lose_something_is_not_certain() {
    let services: Vec<String> = {
        let catalog = crate::builtin::catalog();
        catalog.services.iter().map(|service| service.label.clone()).collect()
    };
    let (one, two) = (&services[0], &services[1]);
    for drawn in [
        "⟦server_name<sup>1→server_name⟧</sup>".to_owned(),
        "⟦[Hub] (https://example.org/a)→Hub⟧".to_owned(),
        "⟦[Hub](https://example.org/a→Hub⟧".to_owned(),
        "⟦Topic[^1]→Topic⟧".to_owned(),
        "⟦Topic ¹→Topic⟧".to_owned(),
        "⟦Topic {#topic}→Topic⟧".to_owned(),
        "⟦Topic (veraltet)→Topic⟧".to_owned(),
        "⟦Topic（非推奨）→Topic⟧".to_owned(),
        "⟦Topic устарело→Topic⟧".to_owned(),
        "⟦Rubrique устарело→Topic⟧".to_owned(),
        "⟦x Rubrique→Topic⟧".to_owned(),
        "⟦Тема б→Topic⟧".to_owned(),
        "⟦Тема ישן→Topic⟧".to_owned(),
        "⟦Identyfikator UDID→UDID⟧".to_owned(),
        "⟦设备UDID→UDID⟧".to_owned(),
        format!("⟦{one}, {two}→{one}⟧"),
        format!("⟦{two} и Hub→{one}⟧"),
        format!("⟦{two}→{one}⟧"),
        "⟦Имя; адрес→server_name⟧".to_owned(),
        "⟦Veraltet: Servername→server_name⟧".to_owned(),
        "⟦Thema 2→Topic⟧".to_owned(),
        "⟦device\\|s→devices⟧".to_owned(),
        "⟦ID **lamp** Id→lampId⟧".to_owned(),
        "⟦PushMagi**k→PushMagic⟧**".to_owned(),
        "⟦PushMagi<b>k→PushMagic⟧</b>".to_owned(),
        "⟦[!INCLUDE [x](y.md)]→Topic⟧".to_owned(),
        "⟦Nom&nbsp;du serveur→server_name⟧".to_owned(),
        "⟦Nom→`server_name`⟧".to_owned(),
        "⟦Nom→a | b⟧".to_owned(),
        "⟦Topic→⟧".to_owned(),
        "⟦nom serveu→⟧r".to_owned(),
        "see⟦https→server_name⟧://example.org".to_owned(),
        "⟦a\nb→Topic⟧".to_owned(),
    ] {
        assert_eq!(mended(&drawn), None, "{drawn}");
    }
}
