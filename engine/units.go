package engine

import (
	"huiyin/engine/action"
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/process/node"
	"huiyin/engine/report/chart"
)

//go:generate go test -run TestCatalogIsFrozen -update .

// Units is everything that definitions can be made of, by group: what the palette, the inspector and the docs show.
func Units() map[string][]catalog.Info {
	return map[string][]catalog.Info{
		"fields": infos(field.Types.All()), "layout": infos(form.Units.All()),
		"nodes": infos(node.Types.All()), "actions": infos(action.Types.All()),
	}
}

// Kinds are the kinds of definitions themselves, with what each has for settings.
func Kinds() []catalog.Info {
	out := []catalog.Info{}
	for _, name := range definition.Kinds() {
		k, _ := definition.KindOf(name)
		out = append(out, catalog.Info{ID: name, Settings: k.Schema})
	}
	return out
}

// Functions are what expressions can call; the label is how each is called.
func Functions() []catalog.Info {
	out := []catalog.Info{}
	for _, f := range expression.Functions() {
		out = append(out, catalog.Info{ID: f.Name, Label: definition.Text{"zh": f.Signature, "en": f.Signature}, Help: f.Description})
	}
	return out
}

// Charts are the kinds of charts, each with what a question must ask for to be drawn like it.
func Charts() []catalog.Info {
	out := infos(chart.Kinds.All())
	for i, k := range chart.Kinds.All() {
		out[i].Shape = k.Shape()
	}
	return out
}

func infos[U catalog.Unit](units []U) []catalog.Info {
	out := make([]catalog.Info, len(units))
	for i, u := range units {
		out[i] = u.Info()
	}
	return out
}
