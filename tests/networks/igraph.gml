Creator "igraph version 1.0.0"
Version 1
graph
[
  directed 1
  node
  [
    id 0
    name "1"
    cellname "AVAL"
    neurotransmitters "Acetylcholine"
    somapos 0.1
  ]
  node
  [
    id 1
    name "2"
    cellname "AVAR"
    neurotransmitters "NA"
    somapos 0.1
  ]
  node
  [
    id 2
    name "3"
    cellname "DD1"
    neurotransmitters "GABA"
    somapos 0.2
  ]
  edge
  [
    source 0
    target 2
    weight 3
    synapsetype "C"
  ]
  edge
  [
    source 2
    target 1
    weight 2
    synapsetype "C"
  ]
  edge
  [
    source 0
    target 1
    weight 5
    synapsetype "E"
  ]
]
