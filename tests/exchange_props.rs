//! What holds for every scene and every file: round trips, and that nothing panics.

mod common;

use common::scenes::scene;
use proptest::prelude::*;
use wriggle::exchange::{
    Asked, Factors, Network, Source, build, read, read_edges, read_graphml, read_neurons, to_dot, to_edges,
    to_graphml, to_neurons,
};
use wriggle::scene::document::{Creature, Scene};
use wriggle::scene::{Protocol, Template, check, path_set};
use wriggle::sweep::Axis;

fn same(one: &Creature, other: &Creature) {
    assert_eq!(one.synapses, other.synapses);
    assert_eq!(one.gaps, other.gaps);
    let of =
        |creature: &Creature| creature.neurons.iter().map(|n| (n.name.clone(), n.at)).collect::<Vec<_>>();
    assert_eq!(of(one), of(other));
}

fn back(network: &mut Network) -> Scene {
    build(network, "Back", Factors::Raw).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Text with the words that the readers look for in it.
fn wordy() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z<>&;,\"'\\t\\n\\[\\]./=0-9 -]{0,6}",
        proptest::sample::select(vec![
            "pre,post,type,weight\n",
            "source;target;chemical_weight;electrical_weight\r\n",
            "bodyId_pre,bodyId_post,roi,weight\n",
            "sep=;\n",
            "# source, target\r",
            ",A,B\n",
            "A,1,-2\n",
            "name,x,y,class\n",
            "A,B,S,1\n",
            "A,A,EJ,2\n",
            "<graphml><graph>",
            "<node id=\"a\">",
            "<node id='b'/>",
            "<key id=\"k\" attr.name=\"weight\" for=\"edge\">",
            "<default>",
            "<data key=\"k\">",
            "</data>",
            "</node>",
            "<edge source=\"b\" target=\"b\"/>",
            "</graph></graphml>",
            "<![CDATA[",
            "&amp;",
            "&#0;",
            "creatures",
            "classes",
            "[*]",
            ".params",
            "(format: 1, stimuli: [",
            "Touch(place: Head, at: 1.0)",
            "])",
            "..",
            ":7",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(word, 0..12).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_network_comes_back(scene in scene()) {
        for creature in &scene.creatures {
            let mut network = Network::default();
            let asked = Asked::default();
            read_graphml(&Source::new("g", to_graphml(&scene, creature)), &asked, &mut network).unwrap();
            same(creature, &back(&mut network).creatures[0]);
            let mut network = Network::default();
            read_edges(&Source::new("e", to_edges(creature)), &asked, &mut network).unwrap();
            read_neurons(&Source::new("n", to_neurons(&scene, creature)), &asked, &mut network).unwrap();
            // A table without rows is worth a warning.
            let has_links = !(creature.synapses.is_empty() && creature.gaps.is_empty());
            assert!(!(has_links && network.account.is_doubtful()), "{}", network.account);
            same(creature, &back(&mut network).creatures[0]);
            assert!(to_dot(&scene, creature).ends_with("}\n"));
        }
    }

    #[test]
    fn a_scene_set_to_what_it_is_is_the_same(scene in scene()) {
        let seed = scene.seed.to_string();
        let template = Template::new(&scene, &[("seed", &seed)]).unwrap();
        prop_assert_eq!(template.fill(&[&seed]), Ok(scene));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_file_and_no_word_is_too_strange(text in wordy()) {
        let plain = Asked::default();
        let headless = Asked { header: Some(false), ..Asked::default() };
        let matrix = Asked { matrix: true, header: Some(text.len() % 2 == 0), ..Asked::default() };
        for read in [read, read_edges, read_graphml, read_neurons] {
            for asked in [&plain, &headless, &matrix] {
                let mut network = Network::default();
                if read(&Source::new("f", text.as_str()), asked, &mut network).is_err()
                    || network.conclude(asked).is_err()
                {
                    continue;
                }
                for factors in [Factors::Raw, Factors::PerContact { weight: 0.1, conductance: 0.01 }] {
                    if let Ok(scene) = build(&mut network, "N", factors) {
                        prop_assert!(check(&scene).is_empty());
                    }
                }
                prop_assert!(!network.account.to_string().contains(|c: char| c.is_control() && c != '\n'));
            }
        }
        let _ = Source::decode("f", text.as_bytes(), &mut Network::default().account);
        let small = wriggle::scene::parse(
            "(format: 1, classes: {\"c\": ()}, creatures: [(name: \"W\", body: (segments: 8), neurons: [(name: \"A\")])])",
            "",
        ).unwrap();
        if let Ok(template) = Template::new(&small, &[(&text, "1")]) {
            let _ = template.fill(&["2"]);
        }
        let _ = path_set::value(&text);
        let _ = Axis::parse(&text);
        if let Ok(protocol) = Protocol::parse(&text, "p") {
            let _ = protocol.stimuli(&small);
        }
    }
}
