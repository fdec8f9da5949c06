package httpapi_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
	"huiyin/runtime/store"
)

// compared is what is different, and whom it concerns.
type compared struct {
	Since   int
	Changes []struct {
		Kind, Key, Title, Op, Pointer, Words string
		Path                                 []string
	}
	Affected []struct {
		Kind, Key, Part, Name, Words string
		Gone                         bool
		Count                        int
	}
}

func (c compared) words() string {
	var out []string
	for _, change := range c.Changes {
		out = append(out, change.Words)
	}
	return strings.Join(out, "；")
}

// P-12: before publishing, a designer reads what will change and how many records it concerns.
func TestChangesInWords(t *testing.T) {
	s := open(t)
	ann := s.person("ann", false, "shop/designer")
	var got compared
	if err := ann.must(200, "GET", "/apps/shop/changes", nil).into(&got); err != nil || got.Since != 1 || len(got.Changes) != 0 || got.Changes == nil || got.Affected == nil {
		t.Errorf("%+v %v", got, err)
	}
	for id, body := range map[string]string{"a": `{"data":{"title":"x"}}`, "b": `{"data":{"title":null}}`, "c": `{"data":{"title":"y"},"deletedAt":"2026-03-04T00:00:00Z"}`} {
		if err := s.store.Write(t.Context(), store.Op{Collection: runtime.RecordsOf("shop", "order"), ID: id, Body: []byte(body)})[0].Err; err != nil {
			t.Fatal(err)
		}
	}
	ann.must(200, "PUT", "/apps/shop/drafts", strings.Replace(orderForm("标题"), `"key":"title"`, `"key":"score","required":true`, 1))
	if err := ann.must(200, "GET", "/apps/shop/changes", nil).into(&got); err != nil || got.words() != "删除字段「标题」；新增字段「标题」" {
		t.Errorf("%s %v", got.words(), err)
	}
	if len(got.Affected) != 1 || got.Affected[0].Count != 1 || !got.Affected[0].Gone || got.Affected[0].Words != "1 条记录用到字段「标题」" {
		t.Errorf("%+v", got.Affected)
	}
	if err := ann.must(200, "GET", "/apps/shop/changes?lang=en", nil).into(&got); err != nil || !strings.Contains(got.words(), "Removed field") || got.Changes[0].Title != "Order" {
		t.Errorf("%s %v", got.words(), err)
	}
}

// What records hold in a field means something else once the field leads to another form, or another list.
func TestFieldsLedElsewhereAreCounted(t *testing.T) {
	s := open(t)
	admin := s.person("boss", true)
	for _, key := range []string{"buyer", "firm"} {
		admin.must(200, "PUT", "/apps/shop/drafts", strings.Replace(orderForm("名称"), `"key":"order","title":{"zh":"订单","en":"Order"}`, `"key":"`+key+`","title":"`+key+`"`, 1))
		admin.must(200, "PUT", "/apps/shop/drafts", `{"kind":"list","key":"`+key+`_kinds","title":"类别","schemaVersion":1,"spec":{"options":[{"key":"a","title":"甲"}]}}`)
	}
	order := func(form, list string) string {
		return `{"kind":"form","key":"order","title":{"zh":"订单","en":"Order"},"schemaVersion":1,"spec":{"fields":[{"key":"title","type":"text","title":"标题"},
			{"key":"who","type":"relation","title":"买家","settings":{"form":"` + form + `"}},
			{"key":"sort","type":"select","title":"类别","settings":{"list":"` + list + `"}}]}}`
	}
	admin.must(200, "PUT", "/apps/shop/drafts", order("buyer", "buyer_kinds"))
	admin.must(201, "POST", "/apps/shop/publish", map[string]any{"note": "", "expect": 1})
	for id, body := range map[string]string{"a": `{"data":{"title":"x","who":"c1","sort":"a"}}`, "b": `{"data":{"title":"y","who":"c2"}}`, "c": `{"data":{"title":"z"}}`} {
		if err := s.store.Write(t.Context(), store.Op{Collection: runtime.RecordsOf("shop", "order"), ID: id, Body: []byte(body)})[0].Err; err != nil {
			t.Fatal(err)
		}
	}
	got, body := compared{}, order("firm", "firm_kinds")
	rev := admin.must(200, "GET", "/apps/shop/definitions/form/order", nil).etag
	admin.must(200, "PUT", "/apps/shop/drafts", body, "If-Match", rev)
	if err := admin.must(200, "GET", "/apps/shop/changes", nil).into(&got); err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, a := range got.Affected {
		said += a.Words + "；"
	}
	if said != "2 条记录用到字段「买家」；1 条记录用到字段「类别」；" && said != "1 条记录用到字段「类别」；2 条记录用到字段「买家」；" {
		t.Errorf("%s: %q", got.words(), said)
	}
}

// P-11: any two releases can be compared, and every definition read as it was.
func TestReleasesAreCompared(t *testing.T) {
	s := open(t)
	admin := s.person("boss", true)
	admin.must(200, "PUT", "/apps/shop/drafts", orderForm("品名"))
	admin.must(201, "POST", "/apps/shop/publish", map[string]any{"note": "", "expect": 1})
	var got compared
	for path, want := range map[string]string{"/apps/shop/releases/2/changes": "字段「标题」改名为「品名」", "/apps/shop/releases/1/changes?since=2": "字段「品名」改名为「标题」",
		"/apps/shop/releases/2/changes?since=2": ""} {
		if err := admin.must(200, "GET", path, nil).into(&got); err != nil || got.words() != want {
			t.Errorf("%s: %s %v", path, got.words(), err)
		}
	}
	if err := admin.must(200, "GET", "/apps/shop/releases/1/changes", nil).into(&got); err != nil || got.Since != 0 || !strings.Contains(got.words(), "新增表单「订单」") {
		t.Errorf("the first release: %s %v", got.words(), err)
	}
	var was struct {
		Spec struct{ Fields []struct{ Title string } }
	}
	if err := admin.must(200, "GET", "/apps/shop/releases/1/definitions/form/order", nil).into(&was); err != nil || was.Spec.Fields[0].Title != "标题" {
		t.Errorf("%+v %v", was, err)
	}
	admin.refused(422, "release.unknown", "GET", "/apps/shop/releases/3/changes", nil)
	admin.refused(422, "release.unknown", "GET", "/apps/shop/releases/2/changes?since=x", nil)
	admin.refused(404, "request.not_found", "GET", "/apps/shop/releases/1/definitions/form/nothing", nil)
}

// P-13: whoever wants to delete something sees every place that uses it, in words.
func TestUsesOverHTTP(t *testing.T) {
	s := open(t)
	ann := s.person("ann", false, "shop/designer")
	ann.must(200, "PUT", "/apps/shop/drafts", `{"kind":"form","key":"order","title":{"zh":"订单","en":"Order"},"schemaVersion":1,"spec":{"titleField":"title","fields":[
		{"key":"title","type":"text","title":"标题"},{"key":"size","type":"formula","title":"长度","settings":{"expression":"len(title)"}}]}}`)
	var got []struct{ Kind, Key, Title, Pointer, Words string }
	if err := ann.must(200, "GET", "/apps/shop/uses?kind=form&key=order&field=title", nil).into(&got); err != nil || len(got) != 2 ||
		got[0].Pointer != "/spec/titleField" || got[1].Words != "表单「订单」：字段「长度」的公式" {
		t.Errorf("%+v %v", got, err)
	}
	if err := ann.must(200, "GET", "/apps/shop/uses?kind=form&key=order", nil).into(&got); err != nil || !slices.ContainsFunc(got, func(u struct{ Kind, Key, Title, Pointer, Words string }) bool {
		return u.Kind == "role" && u.Words == "角色「店员」：权限「订单」的表单"
	}) {
		t.Errorf("%+v %v", got, err)
	}
	if err := ann.must(200, "GET", "/apps/shop/uses?kind=list&key=nothing", nil).into(&got); err != nil || len(got) != 0 || got == nil {
		t.Errorf("%+v %v", got, err)
	}
	ann.refused(422, "definition.kind_unknown /kind", "GET", "/apps/shop/uses?kind=thing&key=x", nil)
}

// What a deleted field was used for, another one can be used for everywhere, in one go.
func TestReplaceOverHTTP(t *testing.T) {
	s := open(t)
	ann := s.person("ann", false, "shop/designer")
	ann.must(200, "PUT", "/apps/shop/drafts", `{"kind":"form","key":"order","title":{"zh":"订单","en":"Order"},"schemaVersion":1,"spec":{"titleField":"title","fields":[
		{"key":"title","type":"text","title":"标题"},{"key":"name","type":"text","title":"名称"},{"key":"size","type":"formula","title":"长度","settings":{"expression":"len(title)"}}]}}`)
	var got struct {
		Changes []struct{ Words string }
		Left    []struct{ Words string }
	}
	body := map[string]any{"kind": "form", "key": "order", "part": "field", "name": "title", "with": "name"}
	if err := ann.must(200, "POST", "/apps/shop/replace", body).into(&got); err != nil || len(got.Changes) != 2 || len(got.Left) != 0 ||
		got.Changes[1].Words != "标题字段由「标题」改为「名称」" {
		t.Errorf("%+v %v", got, err)
	}
	if form := string(ann.must(200, "GET", "/apps/shop/definitions/form/order", nil).body); !strings.Contains(form, "len(name)") || !strings.Contains(form, `"titleField":"name"`) {
		t.Errorf("%s", form)
	}
	var uses []any
	if err := ann.must(200, "GET", "/apps/shop/uses?kind=form&key=order&field=title", nil).into(&uses); err != nil || len(uses) != 0 {
		t.Errorf("%v %v", uses, err)
	}
	ann.must(200, "PUT", "/apps/shop/drafts", `{"kind":"view","key":"all","title":"全部","schemaVersion":1,"spec":{"form":"order","columns":[{"field":"name"}]}}`)
	elsewhere := map[string]any{"kind": "form", "key": "order", "part": "field", "name": "name", "with": "title", "elsewhere": true}
	if err := ann.must(200, "POST", "/apps/shop/replace", elsewhere).into(&got); err != nil || len(got.Changes) != 1 || len(got.Left) != 0 {
		t.Errorf("%+v %v", got, err)
	}
	if form := string(ann.must(200, "GET", "/apps/shop/definitions/form/order", nil).body); !strings.Contains(form, "len(name)") {
		t.Errorf("the form that somebody has open was changed: %s", form)
	}
	if view := string(ann.must(200, "GET", "/apps/shop/definitions/view/all", nil).body); !strings.Contains(view, `"field":"title"`) {
		t.Errorf("%s", view)
	}
	body["with"] = "No name!"
	ann.refused(422, "definition.key_invalid /with", "POST", "/apps/shop/replace", body)
	body["part"] = "wheel"
	ann.refused(422, "definition.kind_unknown /kind", "POST", "/apps/shop/replace", body)
}
