package phrase_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	_ "huiyin/engine/form"
	"huiyin/engine/problem"
	_ "huiyin/engine/process"
	_ "huiyin/engine/rule"
)

var texts = []string{
	`{"kind":"app","key":"shop","title":{"zh":"商店","en":"Shop"},"schemaVersion":1,"spec":{"name":"shop","version":"1.0.0"}}`,
	`{"kind":"role","key":"clerk","title":{"zh":"店员","en":"Clerk"},"schemaVersion":1,"spec":{"permissions":[{"key":"order","form":"order","actions":["read"],"scope":"all","fields":{"title":"read"}}]}}`,
	`{"kind":"list","key":"kinds","title":{"zh":"类别","en":"Kinds"},"schemaVersion":1,"spec":{"options":[{"key":"a","title":{"zh":"甲","en":"A"}},{"key":"b","title":{"zh":"乙","en":"B"}}]}}`,
	`{"kind":"form","key":"order","title":{"zh":"订单","en":"Order"},"schemaVersion":1,"spec":{"process":"flow","fields":[
		{"key":"title","type":"text","title":{"zh":"标题","en":"Title"},"settings":{"maxLength":20}},
		{"key":"kind","type":"select","title":{"zh":"类别","en":"Kind"},"settings":{"list":"kinds"}},
		{"key":"buyer","type":"user","title":{"zh":"买手","en":"Buyer"}},
		{"key":"total","type":"formula","title":{"zh":"合计","en":"Total"},"settings":{"expression":"len(title)"}}],
		"logic":[{"key":"l","when":{"field":"kind","op":"eq","value":"a"},"show":["buyer"]}],
		"layout":[{"key":"sec","type":"section","title":{"zh":"基本","en":"Basics"},"children":[{"field":"title"},{"field":"kind"}]}]}}`,
	`{"kind":"process","key":"flow","title":{"zh":"流转","en":"Flow"},"schemaVersion":1,"spec":{"form":"order",
		"statuses":[{"key":"new","title":{"zh":"待处理","en":"New"},"category":"open","owner":"desk"},{"key":"done","title":{"zh":"已完成","en":"Done"},"category":"done","owner":"desk"}],
		"people":{"desk":{"find":[{"by":"role","role":"clerk"}]},"buyer":{"find":[{"by":"field","field":"buyer"}]}},
		"nodes":[{"key":"start","type":"start","status":"new"},{"key":"work","type":"human","title":{"zh":"办理","en":"Work"},"status":"new",
			"settings":{"mode":"one","buttons":[{"key":"ok","title":{"zh":"完成","en":"OK"},"kind":"complete"}]}},{"key":"end","type":"end","status":"done"}],
		"transitions":[{"key":"t1","from":"start","to":"work"},{"key":"t2","from":"work","on":"ok","to":"end"}],
		"slas":[{"key":"s","title":{"zh":"办结","en":"Finish"},"kind":"resolved","start":["create"],"stop":["enter:done"],"target":[{"in":{"working":"PT4H"}}]}]}}`,
	`{"kind":"rule","key":"r","title":{"zh":"提醒","en":"Remind"},"schemaVersion":1,"spec":{"form":"order","on":[{"event":"status_entered","status":["done"]}],
		"when":{"all":[{"field":"kind","op":"eq","value":"a"},{"field":"record.status","op":"eq","value":"new"}]},"then":[{"key":"set","do":"set","settings":{"fields":{"title":"x"}}}]}}`,
}

func bundle(t *testing.T, replace ...string) definition.Bundle {
	t.Helper()
	var all []definition.Definition
	edits, missing := strings.NewReplacer(replace...), len(replace) > 0
	for _, text := range texts {
		changed := edits.Replace(text)
		missing = missing && changed == text
		d, problems := definition.Decode([]byte(changed))
		if problems.Err() != nil {
			t.Fatal(changed, problems)
		}
		all = append(all, d)
	}
	if missing {
		t.Fatalf("nothing was replaced: %v", replace)
	}
	return definition.Pack(all...)
}

// What a designer changes is told in a designer's words.
func TestChanges(t *testing.T) {
	for _, c := range []struct{ old, new, zh, en string }{
		{`"title":{"zh":"买手","en":"Buyer"}}`, `"title":{"zh":"买手","en":"Buyer"},"required":true}`, "字段「买手」改为必填", "field “Buyer” is now: required"},
		{`{"zh":"买手","en":"Buyer"}`, `{"zh":"采购员","en":"Purchaser"}`, "字段「买手」改名为「采购员」", "Renamed field “Buyer” to “Purchaser”"},
		{`"category":"open","owner":"desk"`, `"category":"open","owner":"buyer"`, "状态「待处理」的负责人由「店员」改为「买手」", "Changed owner of status “New” from “Clerk” to “Buyer”"},
		{`"maxLength":20`, `"maxLength":30`, "字段「标题」的最多字数由20改为30", "Changed At most (characters) of field “Title” from 20 to 30"},
		{`"expression":"len(title)"`, `"expression":"len(title) + 1"`, "字段「合计」的公式由「len(标题)」改为「len(标题) + 1」", "Changed Formula of field “Total” from “len(Title)” to “len(Title) + 1”"},
		{`{"key":"b","title":{"zh":"乙","en":"B"}}`, `{"key":"b","title":{"zh":"乙","en":"B"}},{"key":"c","title":{"zh":"丙","en":"C"}}`, "新增选项「丙」", "Added option “C”"},
		{`,{"key":"b","title":{"zh":"乙","en":"B"}}`, ``, "删除选项「乙」", "Removed option “B”"},
		{`"when":{"field":"kind","op":"eq","value":"a"},"show"`, `"when":{"field":"kind","op":"ne","value":"b"},"show"`,
			"联动规则「买手」的条件由类别 等于 甲改为类别 不等于 乙", "Changed condition of logic rule “Buyer” from Kind is A to Kind is not B"},
		{`"all":[{"field":"kind"`, `"any":[{"field":"kind"`, "条件由类别 等于 甲 且 状态 等于 待处理改为类别 等于 甲 或 状态 等于 待处理", "Changed condition from Kind is A and status is New to Kind is A or status is New"},
		{`"status":["done"]`, `"status":["new","done"]`, "触发时机由「进入状态 已完成」改为「进入状态 待处理、已完成」", "Changed trigger from “a status is entered Done” to “a status is entered New, Done”"},
		{`"working":"PT4H"`, `"elapsed":"P1DT2H"`, "时限「办结」的期限由「4 小时（工作时间）」改为「1 天 2 小时」", "Changed target of time limit “Finish” from “4 h of working time” to “1 d 2 h”"},
		{`"fields":{"title":"read"}`, `"fields":{"title":"hidden","kind":"write"}`, "权限「订单」的字段「类别」设为「可编辑」", "Set field “Kind” of permission “Order” to “write”"},
		{`"fields":{"title":"read"}`, `"fields":{"title":"hidden"}`, "权限「订单」的字段「标题」由「只读」改为「不可见」", "Changed field “Title” of permission “Order” from “read” to “hidden”"},
		{`"actions":["read"]`, `"actions":["read","export"]`, "权限「订单」的可做的操作增加导出", "Added to actions of permission “Order”: export"},
		{`"on":"ok","to":"end"`, `"on":"ok","to":"work"`, "流转「办理 → 结束（完成）」的到达步骤由「结束」改为「办理」", "Changed step it leads to of arrow “Work → End (OK)” from “End” to “Work”"},
		{`{"zh":"完成","en":"OK"}`, `{"zh":"办完","en":"Finish"}`, "步骤「办理」的按钮「完成」改名为「办完」", "Renamed button “OK” of step “Work” to “Finish”"},
		{`{"field":"title"},{"field":"kind"}`, `{"field":"kind"},{"field":"title"}`, "字段「标题」移到「类别」之后", "Moved field “Title” behind “Kind”"},
		{`{"field":"title"},{"field":"kind"}]}]`, `{"field":"title","width":6},{"field":"kind","width":6}]}]`, "字段「标题」改为占一行的 1/2", "Field “Title” now takes 1/2 of a row"},
		{`,{"field":"kind"}]}]`, `]},{"key":"more","type":"section","title":{"zh":"更多","en":"More"},"children":[{"field":"kind"}]}]`, "字段「类别」移到「更多」里", "Moved field “Kind” into “More”"},
		{`,{"field":"kind"}]}]`, `]}]`, "字段「类别」从布局中拿掉", "Took field “Kind” out of the layout"},
		{`"logic":[{`, `"public":{"enabled":true,"layout":[{"field":"title"}]},"logic":[{`, "向公众开放：任何人凭链接可填写", "Opened to the public: anybody with the link can fill it in"},
		{`,"show":["buyer"]}],`, `,"show":["buyer"]}],"checks":[{"key":"c","when":{"field":"kind","op":"empty"},"field":"kind","message":{"zh":"选","en":"Choose"}}],`, "新增校验「选」", "Added check “Choose”"},
		{`"title":{"zh":"买手","en":"Buyer"}}`, `"title":{"zh":"买手","en":"Buyer"},"deleted":true}`, "删除字段「买手」", "Removed field “Buyer”"},
		{`,"children":[`, `,"children":[{"type":"divider"},{"type":"divider"},{"type":"divider"},{"type":"divider"},`, "修改了布局项「基本」的布局", "Changed layout of item of the layout “Basics”"},
		{`"fields":{"title":"x"}`, `"fields":{"title":{"expr":"kind"}}`, "动作「填写字段」的字段「标题」由「x」改为「类别」", "Changed field “Title” of action “Set fields” from “x” to “Kind”"},
		{`"spec":{"form":"order","on"`, `"spec":{"form":"order","off":true,"on"`, "改为停用", "Now: switched off"},
		{`"version":"1.0.0"`, `"version":"1.0.0","navigation":[{"form":"order","group":"日常"}]`, "菜单设为「订单」", "Set menu to “Order”"},
	} {
		for lang, want := range map[string]string{"zh": c.zh, "en": c.en} {
			got := phrase.Changes(bundle(t), bundle(t, c.old, c.new), lang)
			if !slices.ContainsFunc(got, func(g phrase.Change) bool { return strings.EqualFold(g.Words, want) }) {
				t.Errorf("%s → %s\n got %+v\nwant %s", c.old, c.new, got, want)
			}
		}
	}
}

func TestWholeDefinitionsInWords(t *testing.T) {
	b := bundle(t)
	got := phrase.Changes(b.Without("rule", "r"), b.Without("list", "kinds"), "zh")
	if len(got) != 2 || got[0].Words != "删除字典「类别」" || got[1].Words != "新增规则「提醒」" || got[1].Title != "提醒" || got[0].Op != "removed" {
		t.Errorf("%+v", got)
	}
	binned := bundle(t, `"title":{"zh":"买手","en":"Buyer"}}`, `"title":{"zh":"买手","en":"Buyer"},"deleted":true}`)
	for op, list := range map[string][]phrase.Change{"removed": phrase.Changes(b, binned, "zh"), "added": phrase.Changes(binned, b, "zh")} {
		if len(list) != 1 || list[0].Op != op || op == "added" && list[0].Words != "恢复字段「买手」" {
			t.Errorf("%s: %+v", op, list)
		}
	}
	if again := phrase.Changes(b, b, "zh"); len(again) != 0 || again == nil {
		t.Errorf("nothing changed: %+v", again)
	}
}

func TestPlaces(t *testing.T) {
	book := phrase.New(bundle(t), "zh")
	for at, want := range map[string]string{
		"/form/order/spec/fields/3/settings/expression":       "表单「订单」：字段「合计」的公式",
		"/form/order/spec/layout/0/children/1/field":          "表单「订单」：布局项「基本」的布局项「类别」的字段",
		"/process/flow/spec/nodes/1/settings/buttons/0/title": "流程「流转」：步骤「办理」的按钮「完成」的按钮文字",
		"/rule/r/spec/when/all/0/field":                       "规则「提醒」：条件",
		"/role/clerk/spec/permissions/0/form":                 "角色「店员」：权限「订单」的表单",
		"/list/kinds":                                         "字典「类别」",
		"/rule/r/nowhere/at/all":                              "规则「提醒」：nowhere",
	} {
		parts := strings.SplitN(at[1:], "/", 3)
		pointer := ""
		if len(parts) == 3 {
			pointer = "/" + parts[2]
		}
		if got := book.Full(parts[0], parts[1], pointer); got != want {
			t.Errorf("%s: %s", at, got)
		}
	}
}

// Every property of every kind of definition has a word, so that no JSON key is ever shown.
func TestEveryPropertyHasAWord(t *testing.T) {
	known := phrase.Words("word")
	var walk func(v any, kind string)
	walk = func(v any, kind string) {
		switch v := v.(type) {
		case map[string]any:
			if properties, ok := v["properties"].(map[string]any); ok {
				for name := range properties {
					if !slices.Contains(known, name) {
						t.Errorf("%s: %q has no word", kind, name)
					}
				}
			}
			for _, name := range slices.Sorted(maps.Keys(v)) {
				walk(v[name], kind)
			}
		case []any:
			for _, e := range v {
				walk(e, kind)
			}
		}
	}
	for _, name := range definition.Kinds() {
		kind, _ := definition.KindOf(name)
		var schema any
		if err := json.Unmarshal(kind.Schema, &schema); err != nil {
			t.Fatal(err)
		}
		walk(schema, name)
		if phrase.Kind(name, "zh") == name {
			t.Errorf("kind %s has no word", name)
		}
	}
}

// What is gone is told by the title it had, with the place that uses it; what is missing by the place that misses it.
func TestFaultsOfWhatIsGone(t *testing.T) {
	was := bundle(t)
	form, _ := was.Get("form", "order")
	is := was.With(definition.Definition{Kind: "form", Key: "order", Title: form.Title, SchemaVersion: 1,
		Spec: []byte(strings.Replace(string(form.Spec), `"key":"title"`, `"key":"other"`, 1))})
	if same := string(form.Spec); !strings.Contains(same, `"key":"title"`) {
		t.Fatalf("no field title in %s", same)
	}
	for _, c := range []struct {
		p                           problem.Problem
		title, place, message, name string
	}{
		{problem.New("expression.unknown_name", "/rule/r/spec/when/expr", "line", 3, "column", 296, "name", "title"),
			"规则「提醒」", "条件", "用到了字段「标题」，它已经没有了", "a name in an expression"},
		{problem.New("process.field_unknown", "/rule/r/spec/when", "field", "title"), "规则「提醒」", "条件", "用到了字段「标题」，它已经没有了", "a field"},
		{problem.New("process.field_unknown", "/rule/r/spec/when", "field", "never"), "规则「提醒」", "条件", "没有字段「never」", "one that never was"},
		{problem.New("schema.required", "/form/order/spec/fields/0/title", "name", "title"), "表单「订单」", "字段「标题」", "缺少「标题」", "what is missing"},
		{problem.New("app.not_one", "", "count", 2), "", "", "一个应用要有且只有一个 app.json，这里有 2 个", "of no definition"},
	} {
		got := phrase.Faults(was, is, problem.List{c.p}, "zh")[0]
		if got.Title != c.title || got.Place != c.place || got.Message != c.message {
			t.Errorf("%s: %q %q %q", c.name, got.Title, got.Place, got.Message)
		}
	}
}

// A problem is told with titles where its sentence would show keys; what has no title is shown as it is, and the
// parameters stay keys.
func TestFaultsInNames(t *testing.T) {
	b := bundle(t)
	for _, c := range []struct {
		p      problem.Problem
		zh, en string
	}{
		{problem.New("rule.same_order", "/rule/r/spec/order", "rule", "r", "other", "r", "field", "title"),
			"规则「提醒」与「提醒」的次序相同，条件可能同时成立，又都给字段「标题」赋值：结果取决于标识的先后，请给它们排出次序", ""},
		{problem.New("rule.form_unknown", "/rule/r/spec/form", "form", "ghost"), "没有表单 ghost", ""},
		{problem.New("rule.loop", "/rule/r/spec/then", "path", "r → r", "by", []string{"order"}), "规则互相触发，没有尽头：「提醒」 → 「提醒」（经由 order）", ""},
		{problem.New("schema.required", "/form/order/spec/fields/0/title", "name", "title"), "缺少「标题」", ""},
		{problem.New("schema.required", "/elsewhere", "name", "title"), "缺少 title", "title is missing"},
	} {
		for lang, want := range map[string]string{"zh": c.zh, "en": c.en} {
			got := phrase.Faults(b, b, problem.List{c.p}, lang)
			if want != "" && strings.ReplaceAll(got[0].Message, "「提醒」→「提醒」", "「提醒」 → 「提醒」") != want || got[0].Params["rule"] == "提醒" {
				t.Errorf("%s: %s", lang, got[0].Message)
			}
		}
	}
	if got := phrase.Faults(b, b, nil, "zh"); got == nil || len(got) != 0 {
		t.Errorf("%v", got)
	}
}
