//! Graphs as other programs write them: small remakes of their files, and what has to come of each.

mod common;

use common::program::{failure, wriggle};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::PathBuf;
use wriggle::exchange::{Asked, Factors, Kind, Network, Problem, Role, Sort, Source, build, read};
use wriggle::scene::check;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/networks").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn network(file: &str, bytes: &[u8], asked: &Asked) -> Result<Network, Problem> {
    let mut network = Network::default();
    let source = Source::decode(file, bytes, &mut network.account)?;
    read(&source, asked, &mut network)?;
    network.conclude(asked)?;
    Ok(network)
}

/// Neurons with class, sign and place, and links: `A>B 3` is chemical, `A=B 2` electrical.
fn drawn(network: &mut Network) -> String {
    let factors = Factors::PerContact { weight: 0.1, conductance: 0.01 };
    let scene = build(network, "N", factors).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(check(&scene).is_empty());
    let mut out = String::new();
    for neuron in &scene.creatures[0].neurons {
        let inhibits = neuron.resolve(&scene.classes).production[1] < 0.0;
        let cell = network.cells.iter().find(|cell| cell.name == neuron.name);
        let class = cell.map_or("", |cell| cell.class.as_str());
        let _ = write!(out, "{}{}", neuron.name, if inhibits { " -" } else { "" });
        if !class.is_empty() {
            let _ = write!(out, " {class}");
        }
        if let Some((x, y)) = cell.and_then(|cell| cell.at) {
            let _ = write!(out, " {x},{y}");
        }
        out.push('\n');
    }
    for link in &network.links {
        let sign = if link.kind == Kind::Chemical { '>' } else { '=' };
        let _ = writeln!(out, "{}{sign}{} {}", link.from, link.to, link.amount);
    }
    out
}

/// What comes of a fixture, and its account.
fn imported(name: &str, asked: &Asked) -> (String, String) {
    let mut network = network(name, &bytes(name), asked).unwrap_or_else(|problem| panic!("{problem}"));
    let drawn = drawn(&mut network);
    (drawn, network.account.to_string())
}

fn column(role: Role, name: &str) -> Asked {
    Asked { columns: vec![(role, name.to_owned())], ..Asked::default() }
}

fn is_doubtful(name: &str) -> bool {
    let asked = Asked::default();
    network(name, &bytes(name), &asked).unwrap_or_else(|problem| panic!("{problem}")).account.is_doubtful()
}

/// One network as networkx writes it in each of its formats.
const THREE: &str =
    "AVAL command 1.5,2\nAVAR command 3.5,2\nDD1 - motor 2.5,-1\nAVAL>DD1 3\nAVAL=AVAR 5\nDD1>AVAR 2\n";

#[test]
fn every_program_s_graph_becomes_its_network() {
    for (name, expected, account) in [
        ("networkx.graphml", THREE, "`cell_class` as the class"),
        ("networkx.gexf", THREE, "`weight` as the weight"),
        ("networkx.gml", THREE, "`label` as the name"),
        ("networkx.json", THREE, "`id` as the name"),
        ("networkx.cyjs", THREE, "`name` as the name"),
        ("networkx-adjacency.json", THREE, "`synapse_type` as the type"),
        (
            "networkx-multi.graphml",
            "AVAL\nDD1\nAVAR\nAVAL>DD1 3\nAVAL>DD1 4\nDD1>AVAR 1\n",
            "3 directed links that do not say their type, as chemical",
        ),
        (
            "networkx.net",
            "AVAL\nDD1\nAVAR\nAVAL>DD1 3\nAVAL>AVAR 5\nDD1>AVAR 2\n",
            "3 directed links that do not say their type",
        ),
        (
            "two-weights.graphml",
            "AVAL\nDD1\nAVAR\nAVAL>DD1 3\nDD1>AVAR 1\nDD1=AVAR 4\n",
            "`electrical_weight` as the weight of an electrical link",
        ),
        (
            "igraph.graphml",
            "AVAL\nAVAR\nDD1 -\nAVAL>DD1 3\nDD1>AVAR 2\nAVAL=AVAR 5\n",
            "the key `name` was passed over, for `cell_name` is the name",
        ),
        (
            "igraph.gml",
            "AVAL\nAVAR\nDD1 -\nAVAL>DD1 3\nDD1>AVAR 2\nAVAL=AVAR 5\n",
            "not understood: the key `somapos`",
        ),
        (
            "yed.graphml",
            "AVAL command 115,-150\nAVAR command 225,-150\nDD1 & co 170,-300\nAVAL=AVAR 1\nAVAL>DD1 & co 1\n",
            "2 links without a weight, as one contact each",
        ),
        ("yed-live.graphml", "AVAL -50,0\nDD1 60,-100\nAVAL>DD1 7\n", "`y:EdgeLabel` as the weight"),
        (
            "yed.gml",
            "Neuron ä interneurons 120,-80.5\nDD1 240,-200\nNeuron ä>DD1 3\n",
            "`graphics` as the places",
        ),
        (
            "cytoscape.graphml",
            "AVAL\nDD1 -\nAVAL>DD1 4\nDD1>AVAL 1\n",
            "2 directed links that do not say their type, as chemical",
        ),
        ("cytoscape.cyjs", "AVAL -76.5,34\nDD1 12,-50\nAVAL>DD1 12\n", "`synapses` as the weight"),
        (
            "cytoscape.sif",
            "DVA\nAVAL\nDD1\nAVA right\nAVAL>DD1 1\nAVAL>AVA right 1\nAVAL=AVA right 1\n",
            "`interaction` as the type",
        ),
        (
            "gephi.graphml",
            "AVAL -120.5,40.25\nDD1 - 80,-10\nAVAL>DD1 2\nAVAL=DD1 6\n",
            "`transmitter` as the transmitter",
        ),
        (
            "gephi.gexf",
            "AVAL -231.5,57.25\nAVAR 10,20\nDD1 - 100,-33\nAVAL>DD1 3\nAVAL=AVAR 2\nDD1>AVAR 4\nAVAR>DD1 4\n",
            "`viz:position` as the places",
        ),
        (
            "keys.graphml",
            "AVAL command\nDD1 motor\nAVAL>DD1 3\nDD1=AVAL 2\n",
            "not understood: the key `count`",
        ),
        (
            "latin1.graphml",
            "Purkinjezelle ä\nKörnerzelle\nKörnerzelle>Purkinjezelle ä 1\n",
            "`name` as the name",
        ),
        ("newman.gml", "51\n72\n2\n51>72 1\n2>51 14\n", "`value` as the weight"),
        (
            "relations.net",
            "AVA left 0.1,-0.25\nDD1 0.7,-0.5\nKörnerzelle 0.4,-0.9\n4\nAVA left>DD1 3\nKörnerzelle>AVA left 2.5\nAVA left=DD1 4\n",
            "`*Partition` and what stands below it was passed over",
        ),
        ("matrix.net", "A\nB\nC\nA>B 2\nB>C 1\nC>A -3\n", "`weight` as the weight"),
        ("lists.net", "A\nB\nC\nD\nA>B 1\nA>C 1\nB>D 1\nC=D 1\n", "1 links without a direction"),
        ("nemanode.json", "RMDL\nRIAR\nRMDVR\nRMDL>RIAR 2\nRMDL=RMDVR 1\n", "`typ` as the type"),
        ("d3.json", "AVAL 1\nDD1 2\nAVAL>DD1 3\nDD1>AVAL 8\n", "2 links that say neither type nor direction"),
        (
            "adjacency.json",
            "AVAL\nDD1\nAVAR\nAVAL>DD1 3\nAVAL>AVAR 12\nDD1>AVAL 1\n",
            "as directed and chemical",
        ),
    ] {
        let (found, told) = imported(name, &Asked::default());
        assert_eq!(found, expected, "{name}:\n{told}");
        assert!(told.contains(account), "{name}: {account}\n{told}");
    }
}

#[test]
fn what_is_not_understood_is_told_and_nothing_else_is() {
    for name in [
        "networkx.graphml",
        "networkx.gexf",
        "networkx.gml",
        "yed.graphml",
        "yed-live.graphml",
        "gephi.graphml",
        "gephi.gexf",
        "newman.gml",
        "nemanode.json",
        "cytoscape.cyjs",
        "relations.net",
        "two-weights.graphml",
    ] {
        assert!(!is_doubtful(name), "{name}: {}", imported(name, &Asked::default()).1);
    }
    for (name, words) in [
        ("igraph.graphml", "the key `soma_pos`"),
        ("keys.graphml", "the key `comment`"),
        ("cytoscape.graphml", "the key `interaction`"),
        ("twice.graphml", "2 nodes share their name"),
    ] {
        assert!(is_doubtful(name), "{name}");
        let told = imported(name, &Asked::default()).1;
        assert!(told.contains(words), "{name}: {told}");
    }
}

#[test]
fn the_user_says_what_is_what() {
    let (found, _) = imported("igraph.graphml", &column(Role::Name, "name"));
    assert!(found.starts_with("1\n2\n3 -\n1>3 3\n"), "{found}");
    let (found, _) = imported("igraph.graphml", &column(Role::Name, "cell_name"));
    assert!(found.starts_with("AVAL\nAVAR\nDD1 -\n"), "{found}");
    let (found, _) = imported("twice.graphml", &Asked::default());
    assert_eq!(found, "AVA_n0\nAVA_n1\nDD1\nAVA_n0>DD1 1\nAVA_n1>DD1 1\n");
    let (found, _) = imported("twice.graphml", &column(Role::Name, "id"));
    assert!(found.starts_with("n0\nn1\nn2\n"), "{found}");
    let asked = Asked { kind: Some(Kind::Electrical), ..Asked::default() };
    let (found, told) = imported("networkx-multi.graphml", &asked);
    assert!(
        found.contains("AVAL=DD1 3\n") && told.contains("of the type that was asked for"),
        "{found}{told}"
    );
    // Several data sets: none is taken unasked.
    let sets = bytes("nemanode-sets.json");
    let problem = network("n.json", &sets, &Asked::default()).expect_err("several data sets");
    assert!(problem.message.contains("several data sets: SEM_adult, SEM_L1_2"), "{problem}");
    assert_eq!((problem.place.line, problem.place.column), (2, 3));
    let (found, told) = imported("nemanode-sets.json", &column(Role::Amount, "SEM_adult"));
    assert_eq!(found, "AWAR\nASE\nAIZL\nAWAR>ASE 9\nASE=AIZL 4\n");
    assert!(told.contains("1 links have no contacts in `SEM_adult`"), "{told}");
    // What is asked for has to be there.
    let problem = network("k", &bytes("keys.graphml"), &column(Role::Name, "nane")).expect_err("no such key");
    assert!(problem.message.contains("called `nane`; there is"), "{problem}");
    let records = br#"[{"a": "X", "b": "Y", "n": 2}]"#;
    let asked =
        Asked { columns: vec![(Role::From, "a".to_owned()), (Role::To, "b".to_owned())], ..Asked::default() };
    assert_eq!(drawn(&mut network("r.json", records, &asked).expect("asked for")), "X\nY\nX>Y 2\n");
}

#[test]
fn a_graph_is_the_same_in_every_encoding_and_with_every_end_of_line() {
    let plain = String::from_utf8(bytes("networkx.graphml")).expect("UTF-8");
    let expected = THREE;
    let utf16 = |text: &str| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    for bytes in [
        plain.replace('\n', "\r\n").into_bytes(),
        plain.replace('\n', "\r").into_bytes(),
        format!("\u{feff}{plain}").into_bytes(),
        utf16(&plain.replace("utf-8", "UTF-16")),
        plain.replace('\n', "").into_bytes(),
    ] {
        let mut network =
            network("f", &bytes, &Asked::default()).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(drawn(&mut network), expected);
    }
    for (from, to) in [("windows-1252", "€"), ("ISO-8859-2", "č"), ("KOI8-R", "Ж"), ("Shift_JIS", "虫")]
    {
        let text = format!(
            "<?xml version='1.0' encoding='{from}'?><graphml><graph><node id='{to}'/></graph></graphml>"
        );
        let (encoding, byte): (&str, Vec<u8>) = match from {
            "windows-1252" => (from, vec![0x80]),
            "ISO-8859-2" => (from, vec![0xe8]),
            "KOI8-R" => (from, vec![0xf6]),
            _ => (from, vec![0x92, 0x8e]),
        };
        let (head, tail) = text.split_once(to).expect("there");
        let bytes = [head.as_bytes(), &byte[..], tail.as_bytes()].concat();
        let network = network("f", &bytes, &Asked::default()).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(network.cells[0].name, to, "{encoding}");
    }
}

#[test]
fn faults_of_graphs_are_told_with_line_and_column() {
    for (text, at, words) in [
        (
            "<graphml>\n <graph>\n  <node id='a'/><edge source='a' target='b'/></graph></graphml>",
            (3, 17),
            "there is no node `b`",
        ),
        ("<graphml><graph>\r <node/></graph></graphml>", (2, 2), "a node needs an `id`"),
        ("<graphml><graph>\n<node id='a'/>\n <node id='a'/></graph></graphml>", (3, 2), "used twice"),
        ("<graphml><graph>\n<node id='a'></graph>", (2, 22), "not XML"),
        (
            "<graphml><key id='w' for='edge' attr.name='weight'/><graph>\n<node id='a'/>\n<edge source='a' target='a'><data key='w'>many</data></edge></graph></graphml>",
            (3, 1),
            "a number, not `many`",
        ),
        (
            "<graphml><key id='t' for='edge' attr.name='type'/><graph>\n<node id='a'/>\n<edge source='a' target='a'><data key='t'>magic</data></edge></graph></graphml>",
            (3, 1),
            "`magic` is no type of a link",
        ),
        ("<graphml><graph>\n<hyperedge/></graph></graphml>", (2, 1), "hyperedges"),
        ("<gexf><graph>\n<nodes><node/></nodes></graph></gexf>", (2, 8), "a node needs an `id`"),
        (
            "<gexf><graph><edges>\n<edge source='a' target='b' type='sideways'/></edges></graph></gexf>",
            (2, 1),
            "directed, undirected or mutual, not `sideways`",
        ),
        ("<gexf></gexf>", (1, 14), "no <graph>"),
        (
            "<gexf><graph><nodes><node id='a'><attvalues>\n<attvalue for='0' value='1' start='1'/>\n<attvalue for='0' value='2' start='2'/></attvalues></node></nodes></graph></gexf>",
            (3, 1),
            "one after another in time",
        ),
        ("graph [\n  node [ id 1 ]\n  edge [ source 1 target 2 ] ]", (3, 3), "there is no node `2`"),
        ("*Vertices 2\n*Arcs\n 1 3", (3, 4), "from 1 to 2, not `3`"),
        ("A chemical B\nC EJ\n", (2, 1), "SIF"),
        (
            "{\"nodes\": [{\"id\": 1}],\n \"links\": [{\"source\": 1, \"target\": 7}]}",
            (2, 12),
            "there is no node `7`",
        ),
        ("{\"A\": {\"B\": \"x\"}}", (1, 13), "a number, not `x`"),
    ] {
        let file = if words == "SIF" { "f.sif" } else { "f" };
        let problem = network(file, text.as_bytes(), &Asked::default()).map(|_| ()).expect_err(text);
        assert!(problem.message.contains(words), "{text}: {problem}");
        assert_eq!((problem.place.line, problem.place.column), at, "{text}: {problem}");
    }
}

#[test]
fn what_is_not_read_is_named_with_what_makes_something_of_it() {
    let zip = |inner: &str| [&b"PK\x03\x04rest of the head "[..], inner.as_bytes()].concat();
    let matlab = b"MATLAB 5.0 MAT-file, Platform: GLNXA64".to_vec();
    let h5 = |inner: &str| [&b"\x89HDF\r\n\x1a\n"[..], inner.as_bytes()].concat();
    for (bytes, what, help) in [
        (zip("xl/workbook.xml"), "an Excel workbook", "pandas.read_excel('dir/net.v2.x'"),
        (zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "OpenDocument", "engine='odf'"),
        (zip("CytoscapeSession/cysession.xml"), "a Cytoscape session", "File > Export"),
        (zip("a.npy"), "NumPy arrays", "numpy.load"),
        (zip("readme.txt"), "an archive (.zip)", "unzip 'dir/net.v2.x'"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0".to_vec(), "an old Excel workbook", "engine='xlrd'"),
        (h5("nwb_version"), "NWB", "h5py"),
        (h5(""), "HDF5", "h5py.File('dir/net.v2.x').visit(print)"),
        (matlab, "a MATLAB file", "scipy.io.loadmat"),
        (b"MATLAB 7.3 MAT-file, Platform".to_vec(), "version 7.3", "h5py"),
        (b"\x93NUMPY\x01\0".to_vec(), "a NumPy array", "'dir/net.csv'"),
        (b"PAR1\0".to_vec(), "Parquet", "read_parquet"),
        (b"ARROW1\0\0".to_vec(), "Feather", "read_feather"),
        (b"SQLite format 3\0".to_vec(), "SQLite", "sqlite3 -header -csv"),
        (b"\x80\x04\x95.".to_vec(), "pickle", "networkx.write_graphml"),
        ("⛾ gt\u{1}".as_bytes().to_vec(), "graph-tool", "load_graph"),
        (b"\x28\xb5\x2f\xfd\0".to_vec(), "zstd", "unzstd"),
        (b"%PDF-1.7".to_vec(), "a PDF", "supplement"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "a picture", "table"),
        (
            b"<?xml version='1.0'?>\n<neuroml xmlns='x' id='c302'/>".to_vec(),
            "NeuroML",
            "presynapticPopulation",
        ),
        (b"<!DOCTYPE html>\n<html></html>".to_vec(), "a web page", "Raw"),
        (b"<graph label='x' xmlns='http://www.cs.rpi.edu/XGMML'/>".to_vec(), "XGMML", "Cytoscape"),
        (b"<sbml/>".to_vec(), "first element is <sbml>", "GEXF are read"),
        (b"// c\ndigraph \"G\" {\nA -> B; }".to_vec(), "Graphviz", "gv2gml -o 'dir/net.gml'"),
        (b"// Made\n(\n format: 1,".to_vec(), "a scene or a protocol", "wriggle run"),
        (b"version https://git-lfs.github.com/spec/v1\n".to_vec(), "Git LFS", "git lfs pull"),
        (b"%%MatrixMarket matrix coordinate real general\n".to_vec(), "MatrixMarket", "mmread"),
        (b"dl n=4 format=edgelist1\n".to_vec(), "UCINET", "Read_DL"),
        (b"{\"units\": {\"t\": \"s\"}, \"data\": []}".to_vec(), "WCON", ""),
    ] {
        let problem = network("dir/net.v2.x", &bytes, &Asked::default()).map(|_| ()).expect_err(what);
        assert!(problem.message.contains(what), "{what}: {problem}");
        assert!(problem.help.as_deref().unwrap_or_default().contains(help), "{what}: {problem}");
        assert!(problem.to_string().lines().count() <= 2, "{problem}");
    }
    // A name that would break out of its quotes is not repeated in a command.
    let problem = network("a'; rm x", &zip(""), &Asked::default()).map(|_| ()).expect_err("an archive");
    assert!(problem.help.is_some_and(|help| help.contains("unzip 'FILE'")));
}

#[test]
fn graphs_come_in_by_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("o.worm.ron");
    let out = out.to_str().expect("UTF-8");
    let given = |name: &str| path(name).to_str().expect("UTF-8").to_owned();
    let said = |arguments: &[&str]| {
        let done = wriggle().args(arguments).assert().success();
        String::from_utf8(done.get_output().stderr.clone()).expect("UTF-8")
    };
    for (name, words) in [
        ("gephi.gexf", "3 neurons, 3 chemical and 1 electrical"),
        ("yed.graphml", "3 neurons, 1 chemical and 1 electrical"),
        ("relations.net", "4 neurons, 2 chemical and 1 electrical"),
        ("cytoscape.sif", "4 neurons, 2 chemical and 1 electrical"),
        ("nemanode.json", "3 neurons, 1 chemical and 1 electrical"),
    ] {
        let words_said = said(&["import", &given(name), "--strict", "--out", out]);
        assert!(words_said.contains(words), "{words_said}");
        let done = wriggle().args(["run", out, "--seconds", "1", "--json"]).assert().success();
        assert!(!done.get_output().stdout.is_empty());
    }
    let words = said(&["import", &given("igraph.graphml"), "--column", "name=name", "--out", out]);
    assert!(words.contains("`name` as the name"), "{words}");
    failure(&["import", &given("keys.graphml"), "--strict", "--out", out], 1, "--strict refuses");
    failure(&["import", &given("gephi.gexf"), "--neurons", "n.csv", "--out", out], 2, "GEXF has the neurons");
    failure(&["import", &given("nemanode-sets.json"), "--out", out], 1, "--column weight=\"SEM_adult\"");
}

#[test]
fn numbers_of_a_large_graph_do_not_cost_more_than_their_sum() {
    // All in one line: places must not be counted from its beginning each time.
    const COUNT: usize = 60_000;
    let mut text = String::from("<graphml><graph edgedefault='directed'>");
    for at in 0..COUNT {
        let _ = write!(text, "<node id='N{at}'/>");
    }
    for at in 0..COUNT {
        let _ = write!(text, "<edge source='N{at}' target='N{}'/>", (at + 1) % COUNT);
    }
    text.push_str("</graph></graphml>");
    let network =
        network("f", text.as_bytes(), &Asked::default()).unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!((network.cells.len(), network.links.len()), (COUNT, COUNT));
    let last = &network.links[COUNT - 1].place;
    let before = text.rfind("<edge").expect("there");
    assert_eq!((last.line, last.column as usize), (1, before + 1));
    assert!(
        network
            .account
            .findings()
            .iter()
            .any(|finding| finding.sort == Sort::Default && finding.count == COUNT)
    );
}

static FIXTURES: [&str; 17] = [
    "networkx.graphml",
    "yed.graphml",
    "yed-live.graphml",
    "gephi.graphml",
    "keys.graphml",
    "latin1.graphml",
    "gephi.gexf",
    "networkx.gexf",
    "networkx.gml",
    "yed.gml",
    "relations.net",
    "matrix.net",
    "cytoscape.sif",
    "nemanode.json",
    "nemanode-sets.json",
    "cytoscape.cyjs",
    "d3.json",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_file_makes_anything_but_a_network_or_a_fault(
        fixture in proptest::sample::select(&FIXTURES[..]),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..40, prop_oneof![
            Just(Vec::new()),
            "[\\[\\]{}<>\"'/*&;:,.0-9a-z -]{0,8}".prop_map(String::into_bytes),
            proptest::collection::vec(any::<u8>(), 1..4),
            Just(b"<node id='a'>".to_vec()),
            Just(b"</node>".to_vec()),
            Just(b"<![CDATA[".to_vec()),
            Just(b"\n*Vertices 3\n".to_vec()),
            Just(b" 1e999 ".to_vec()),
            Just(b"\"source\": 99999999999999999999".to_vec()),
        ]), 1..6),
    ) {
        let mut bytes = bytes(fixture);
        for (at, length, new) in damage {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, new);
        }
        if let Ok(mut network) = network(fixture, &bytes, &Asked::default()) {
            for factors in [Factors::Raw, Factors::PerContact { weight: 0.1, conductance: 0.01 }] {
                if let Ok(scene) = build(&mut network, "N", factors) {
                    prop_assert!(check(&scene).is_empty());
                }
            }
        }
    }
}
