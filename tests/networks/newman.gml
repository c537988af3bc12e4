Creator "Mark Newman on Thu Aug 31 12:59:09 2006"
graph
[
  directed 1
  node
  [
    id 1
    label "51"
  ]
  node
  [
    id 2
    label "72"
  ]
  node
  [
    id 3
    label "2"
  ]
  edge
  [
    source 1
    target 2
    value 1
  ]
  edge
  [
    source 3
    target 1
    value 14
  ]
]
