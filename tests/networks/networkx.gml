graph [
  directed 1
  node [
    id 0
    label "AVAL"
    cell_class "command"
    neurotransmitter "acetylcholine"
    x 1.5
    y 2.0
  ]
  node [
    id 1
    label "AVAR"
    cell_class "command"
    neurotransmitter "acetylcholine"
    x 3.5
    y 2.0
  ]
  node [
    id 2
    label "DD1"
    cell_class "motor"
    neurotransmitter "GABA"
    x 2.5
    y -1.0
  ]
  edge [
    source 0
    target 2
    weight 3
    synapse_type "chemical"
  ]
  edge [
    source 0
    target 1
    weight 5
    synapse_type "electrical"
  ]
  edge [
    source 2
    target 1
    weight 2
    synapse_type "chemical"
  ]
]
