package reference_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/engine/definition"
	_ "huiyin/engine/form"
	_ "huiyin/engine/process"
	"huiyin/engine/reference"
	_ "huiyin/engine/rule"
)

var texts = []string{
	`{"kind":"form","key":"order","title":"订单","schemaVersion":1,"spec":{"process":"flow","titleField":"title","fields":[
		{"key":"title","type":"text","title":"标题"},{"key":"name","type":"text","title":"名"},
		{"key":"kind","type":"select","title":"类别","settings":{"list":"kinds"},"default":"a"},
		{"key":"buyer","type":"relation","title":"客户","settings":{"form":"buyer","titleField":"title"}},
		{"key":"rows","type":"sub_table","title":"行","settings":{"fields":[{"key":"qty","type":"number","title":"量"}]}},
		{"key":"score","type":"formula","title":"分","settings":{"expression":"len(title) + len(buyer.title) + len('title') + sum(rows, .qty)"}}],
		"logic":[{"key":"l","when":{"field":"kind","op":"in","value":["a","b"]},"show":["title"],"set":{"title":{"expr":"name"}}}],
		"layout":[{"field":"title"}]}}`,
	`{"kind":"form","key":"buyer","title":"客户","schemaVersion":1,"spec":{"fields":[{"key":"title","type":"text","title":"名称"}]}}`,
	`{"kind":"list","key":"kinds","title":"类别","schemaVersion":1,"spec":{"options":[{"key":"a","title":"甲"},{"key":"b","title":"乙"}]}}`,
	`{"kind":"role","key":"clerk","title":"店员","schemaVersion":1,"spec":{"permissions":[{"form":"order","actions":["read"],"scope":"all","fields":{"title":"read"}}]}}`,
	`{"kind":"message","key":"hello","title":"好","schemaVersion":1,"spec":{"subject":"{{title}}","body":{"zh":"{{buyer.title}}","en":"{{ title | text }}"},"audience":"staff","channels":["mail"]}}`,
	`{"kind":"process","key":"flow","title":"流","schemaVersion":1,"spec":{"form":"order","taskMessage":"hello","statuses":[{"key":"new","title":"新","category":"open","owner":"desk"},{"key":"done","title":"完","category":"done","owner":"desk"}],
		"people":{"desk":{"find":[{"by":"role","role":"clerk"}]}},
		"nodes":[{"key":"start","type":"start","status":"new"},{"key":"work","type":"human","status":"new","settings":{"mode":"one","fields":{"edit":["title"]},"buttons":[{"key":"ok","title":"好","kind":"complete","require":["title"]}]}},{"key":"end","type":"end","status":"done"}],
		"transitions":[{"key":"t1","from":"start","to":"work"},{"key":"t2","from":"work","on":"ok","to":"end","then":[{"key":"n","do":"notify","settings":{"message":"hello","to":["desk"]}}]}],
		"slas":[{"key":"s","title":"限","kind":"resolved","start":["enter:new"],"stop":["leave:new"],"target":[{"in":{"elapsed":"PT1H"}}],"levels":[{"key":"late","percent":100}]}]}}`,
	`{"kind":"rule","key":"r","title":"规","schemaVersion":1,"spec":{"form":"order","on":[{"event":"status_entered","status":["done"]},{"event":"sla_level","sla":"s","level":"late"}],
		"when":{"all":[{"field":"record.status","op":"eq","value":"new"},{"expr":"kind == \"a\""}]},
		"then":[{"key":"c","do":"create_record","settings":{"form":"buyer","fields":{"title":{"expr":"title"}}}}]}}`,
}

func bundle(t *testing.T) definition.Bundle {
	t.Helper()
	var all []definition.Definition
	for _, text := range texts {
		d, problems := definition.Decode([]byte(text))
		if problems.Err() != nil {
			t.Fatal(text, problems)
		}
		all = append(all, d)
	}
	return definition.Pack(all...)
}

func places(list []reference.Reference) string {
	var out []string
	for _, r := range list {
		out = append(out, r.Kind+" "+strings.TrimPrefix(r.Pointer, "/spec/"))
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "\n")
}

// Each kind of name is found wherever it may stand, and what only looks like it is not.
func TestUses(t *testing.T) {
	b := bundle(t)
	for want, target := range map[string]reference.Target{
		`form fields/5/settings/expression
form layout/0/field
form logic/0/set/title
form logic/0/show/0
form titleField
message body/en
message subject
process nodes/1/settings/buttons/0/require/0
process nodes/1/settings/fields/edit/0
role permissions/0/fields/title
rule then/0/settings/fields/title/expr`: {Kind: "form", Key: "order", Part: reference.Field, Name: "title"},
		`form fields/3/settings/titleField
form fields/5/settings/expression
message body/zh
rule then/0/settings/fields/title`: {Kind: "form", Key: "buyer", Part: reference.Field, Name: "title"},
		`form fields/5/settings/expression`: {Kind: "form", Key: "order", Part: reference.Field, Name: "rows.qty"},
		`form fields/2/default
form logic/0/when/value/0
rule when/all/1/expr`: {Kind: "list", Key: "kinds", Part: reference.Option, Name: "a"},
		`process nodes/0/status
process nodes/1/status
process slas/0/start/0
process slas/0/stop/0
rule when/all/0/value`: {Kind: "process", Key: "flow", Part: reference.Status, Name: "new"},
		`process transitions/0/to
process transitions/1/from
process transitions/1/on`: {Kind: "process", Key: "flow", Part: reference.Node, Name: "work"},
		`process statuses/0/owner
process statuses/1/owner
process transitions/1/then/0/settings/to/0`: {Kind: "process", Key: "flow", Part: reference.People, Name: "desk"},
		`rule on/1/level
rule on/1/sla`: {Kind: "process", Key: "flow", Part: reference.SLA, Name: "s"},
		`process people/desk/find/0/role`: {Kind: "role", Key: "clerk"},
		`process taskMessage
process transitions/1/then/0/settings/message`: {Kind: "message", Key: "hello"},
		`form fields/2/default
form fields/2/settings/list
form logic/0/when/value/0
form logic/0/when/value/1
rule when/all/1/expr`: {Kind: "list", Key: "kinds"},
		`form fields/3/settings/form
form fields/3/settings/titleField
form fields/5/settings/expression
message body/zh
rule then/0/settings/fields/title
rule then/0/settings/form`: {Kind: "form", Key: "buyer"},
		``: {Kind: "role", Key: "nobody"},
	} {
		if got := places(reference.Uses(b, target)); got != want {
			t.Errorf("%+v\n%s\nwant\n%s", target, got, want)
		}
	}
}

// Replacing a thing changes every place that uses it and nothing else.
func TestReplace(t *testing.T) {
	b := bundle(t)
	for _, target := range []reference.Target{
		{Kind: "form", Key: "order", Part: reference.Field, Name: "title"}, {Kind: "form", Key: "buyer", Part: reference.Field, Name: "title"},
		{Kind: "list", Key: "kinds", Part: reference.Option, Name: "a"}, {Kind: "process", Key: "flow", Part: reference.Status, Name: "new"},
		{Kind: "process", Key: "flow", Part: reference.People, Name: "desk"}, {Kind: "role", Key: "clerk"}, {Kind: "message", Key: "hello"},
	} {
		before := len(reference.Uses(b, target))
		out, left := reference.Replace(b, target, "other")
		other := target
		if other.Name = "other"; target.Part == "" {
			other.Key, other.Name = "other", ""
		}
		if target.Kind == "form" { // the other field must be there to be found
			d, _ := out.Get("form", target.Key)
			d.Spec = []byte(strings.Replace(string(d.Spec), `"fields":[`, `"fields":[{"key":"other","type":"text","title":"x"},`, 1))
			out = out.With(d)
		}
		if after := len(reference.Uses(out, other)); len(left) != 0 || before == 0 || after != before {
			t.Errorf("%+v: %d uses, then %d, left %v", target, before, after, left)
		}
	}
	out, _ := reference.Replace(b, reference.Target{Kind: "form", Key: "order", Part: reference.Field, Name: "title"}, "name")
	d, _ := out.Get("form", "order")
	if !strings.Contains(string(d.Spec), `len(name) + len(buyer.title) + len('title')`) {
		t.Errorf("%s", d.Spec)
	}
}

// A list that names both fields names the one that stays once.
func TestReplaceLeavesNothingTwice(t *testing.T) {
	b := bundle(t)
	for _, text := range []string{
		`{"kind":"view","key":"all","title":"全部","schemaVersion":1,"spec":{"form":"order","columns":[{"field":"name"},{"field":"title","width":90},{"field":"title"},{"field":"kind"}]}}`,
		strings.Replace(texts[5], `"edit":["title"]`, `"edit":["name","kind","title"]`, 1),
	} {
		d, problems := definition.Decode([]byte(text))
		if problems.Err() != nil {
			t.Fatal(text, problems)
		}
		b = b.With(d)
	}
	out, left := reference.Replace(b, reference.Target{Kind: "form", Key: "order", Part: reference.Field, Name: "title"}, "name")
	view, _ := out.Get("view", "all")
	process, _ := out.Get("process", "flow")
	if len(left) != 0 || !strings.Contains(string(view.Spec), `"columns":[{"field":"name"},{"field":"name","width":90},{"field":"kind"}]`) ||
		!strings.Contains(string(process.Spec), `"edit":["name","kind"]`) {
		t.Errorf("%v\n%s\n%s", left, view.Spec, process.Spec)
	}
}
