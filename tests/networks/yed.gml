Creator	"yFiles"
Version	"2.18"
graph
[
	hierarchic	1
	label	""
	directed	1
	node
	[
		id	0
		label	"Neuron &#228;"
		graphics
		[
			x	120.0
			y	80.5
			w	30.0
			h	30.0
			type	"ellipse"
			fill	"#FFCC00"
		]
		LabelGraphics
		[
			text	"Neuron &#228;"
			fontSize	12
		]
		gid	2
	]
	node
	[
		id	1
		label	"DD1"
		graphics
		[
			x	240.0
			y	200.0
		]
	]
	node
	[
		id	2
		label	"interneurons"
		isGroup	1
	]
	edge
	[
		source	0
		target	1
		label	"3"
		graphics
		[
			fill	"#000000"
			Line
			[
				point
				[
					x	120.0
					y	80.5
				]
			]
		]
	]
]
