//! dump
use flowproof::*;
fn main() {
    let catalog = catalog::load(catalog::embedded_files()).unwrap();
    let paths: Vec<_> = std::env::args().skip(1).map(std::path::PathBuf::from).collect();
    let files = load::walk(&paths)
        .unwrap()
        .into_iter()
        .filter_map(|f| load::decode(&f.shown, std::fs::read(&f.path).unwrap()).ok())
        .collect();
    let audit = audit::assemble(&catalog, audit::Input { files, history: vec![] });
    for s in &audit.skipped {
        println!("skip {} {}", s.path, s.reason);
    }
    for p in &audit.pages {
        println!(
            "{} doc={} {} {:?} rows={} resolved={} claims={} {:?} known={:?} src={:?} detected={:?}",
            p.path,
            p.document,
            p.locale(),
            p.language.basis,
            p.rows.len(),
            p.resolved(),
            p.claims(),
            p.edition.status,
            audit.edition(p).map(|e| e.id()),
            audit.source_page(p),
            p.language.detected
        );
        for (i, r) in p.rows.iter().enumerate() {
            if r.matched.row() != Some(i) {
                println!("   row {} -> {:?}", i, r.matched);
            }
        }
        for s in &p.statements {
            if s.block.is_none() {
                println!("   missing {}", catalog.statements[s.statement].id);
            } else {
                println!(
                    "   {} = {}",
                    catalog.statements[s.statement].id,
                    p.parsed.blocks[s.block.unwrap()]
                        .inline
                        .trimmed()
                        .chars()
                        .take(60)
                        .collect::<String>()
                );
            }
        }
    }
}
