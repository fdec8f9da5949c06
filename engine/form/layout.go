package form

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Unit is a layout unit: it orders fields and holds no value.
type Unit struct {
	info   catalog.Info
	nested bool // holds items
}

// Info describes the unit.
func (u Unit) Info() catalog.Info { return u.info }

// Units is the registry of layout units.
var Units catalog.Registry[Unit]

func init() {
	unit := func(id string, label, help definition.Text, nested bool) {
		Units.Add(Unit{catalog.Info{ID: id, Label: label, Help: help, Group: "layout", Settings: json.RawMessage(`{"type":"object"}`)}, nested})
	}
	unit("section", definition.Text{"zh": "分组", "en": "Section"}, definition.Text{"zh": "带标题的一组字段", "en": "Fields under a heading"}, true)
	unit("columns", definition.Text{"zh": "多列", "en": "Columns"}, definition.Text{"zh": "把字段并排放在一行", "en": "Fields side by side"}, true)
	unit("page", definition.Text{"zh": "分页", "en": "Page"}, definition.Text{"zh": "一页一页地填写", "en": "One step of a long form"}, true)
	unit("tabs", definition.Text{"zh": "标签页", "en": "Tabs"}, definition.Text{"zh": "把几个分组叠在一起，一次看一个", "en": "Sections one behind another, one is seen at a time"}, true)
	unit("divider", definition.Text{"zh": "分割线", "en": "Divider"}, definition.Text{"zh": "一条线，可以带一行小标题", "en": "A line, with a few words on it or without"}, false)
	unit("notice", definition.Text{"zh": "说明文字", "en": "Notice"}, definition.Text{"zh": "给填写人看的一段话", "en": "A text for whoever fills the form"}, false)
}

// maxNesting bounds layout units inside layout units.
const maxNesting = 6

// walk calls visit for every item, outer items first.
func walk(items []Item, at string, depth int, visit func(item Item, at string, depth int)) {
	for i, item := range items {
		here := at + problem.Pointer(i)
		visit(item, here, depth)
		if depth < maxNesting {
			walk(item.Children, here+"/children", depth+1, visit)
		}
	}
}

// standing lists the fields that stand in a layout.
func standing(items []Item) map[string]bool {
	out := map[string]bool{}
	walk(items, "", 0, func(item Item, _ string, _ int) {
		if item.Field != "" {
			out[item.Field] = true
		}
	})
	return out
}

// Internal lists the fields that serve the machinery: hidden ones, and those that stand neither in the layout nor on the
// public page. Nobody reads them where they read a record.
func (f *Form) Internal() map[string]bool {
	there := standing(f.layout)
	if p := f.spec.Public; p != nil {
		for key := range standing(p.Layout) {
			there[key] = true
		}
	}
	out := map[string]bool{}
	for _, c := range f.fields {
		if c.Type == "hidden" || !there[c.Key] {
			out[c.Key] = true
		}
	}
	return out
}

// checkLayout finds units and fields that do not exist, fields and keys used twice, and children where none can be.
func (c *compiler) checkLayout(items []Item, at string) {
	fields, keys := map[string]bool{}, map[string]bool{}
	walk(items, at, 0, func(item Item, here string, depth int) {
		switch {
		case item.Field != "" && item.Type != "":
			c.found.Add("form.layout.both", here, "field", item.Field, "type", item.Type)
		case item.Field != "":
			c.known(item.Field, here+"/field")
			if fields[item.Field] {
				c.found.Add("form.layout.field_twice", here+"/field", "field", item.Field)
			}
			fields[item.Field] = true
		default:
			if _, ok := Units.Get(item.Type); !ok {
				c.found.Add("form.layout.type_unknown", here+"/type", "type", item.Type, "known", Units.IDs())
			}
		}
		if unit, _ := Units.Get(item.Type); len(item.Children) > 0 && !unit.nested {
			c.found.Add("form.layout.no_children", here+"/children")
		}
		if item.Type == "tabs" {
			c.found = append(c.found, sheets(item).Under(here)...)
		}
		if depth == maxNesting && len(item.Children) > 0 {
			c.found.Add("form.layout.too_deep", here, "max", maxNesting)
		}
		if item.Key == "" {
			return
		}
		if _, taken := c.form.index[item.Key]; taken || keys[item.Key] {
			c.found.Add("form.layout.key_twice", here+"/key", "key", item.Key)
		}
		keys[item.Key] = true
	})
}

// sheets reports what cannot stand behind a tab of its own: a tab is a section, and shows its title.
func sheets(tabs Item) problem.List {
	var faults problem.List
	for i, child := range tabs.Children {
		if child.Type != "section" || child.Title.Empty() {
			faults.Add("form.layout.tab", problem.Pointer("children", i))
		}
	}
	return faults
}

// completed is the layout with every field that stands nowhere in it at its end, so that no field is ever lost.
func (c *compiler) completed(items []Item) []Item {
	out := append([]Item(nil), items...)
	there := standing(items)
	for _, f := range c.form.fields {
		if !there[f.Key] {
			out = append(out, Item{Field: f.Key})
		}
	}
	return out
}

// without returns the layout with only the wanted fields; units that lose everything inside them go too.
func without(items []Item, wanted func(field string) bool) []Item {
	var out []Item
	for _, item := range items {
		if item.Field != "" {
			if wanted(item.Field) {
				out = append(out, item)
			}
			continue
		}
		had := len(item.Children) > 0
		item.Children = without(item.Children, wanted)
		if !had || len(item.Children) > 0 {
			out = append(out, item)
		}
	}
	return out
}
