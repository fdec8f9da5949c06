package form_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/schema"
)

var record = map[string]any{"subject": "登录慢", "description": "十秒", "kind": "feature", "customer": "c_1", "cost": 12.35, "impact": 3.0, "score": 18.0,
	"contact_name": "王小明", "contact_phone": "13800138000", "contact_email": "anna@b.cn", "internal_note": "内部", "reply_wanted": true, "gone": "x"}

// N-04: what a role may not see never leaves, what is masked keeps its shape.
func TestMask(t *testing.T) {
	level := func(field string) access.Level {
		return map[string]access.Level{"contact_name": access.Masked, "contact_phone": access.Masked, "contact_email": access.Masked,
			"internal_note": access.Hidden, "cost": access.Masked, "subject": access.Read}[field]
	}
	got := load(t, "suggestion").Mask(record, level)
	want := map[string]any{"subject": "登录慢", "contact_name": "王*", "contact_phone": "138****8000", "contact_email": "a***@b.cn", "cost": "****"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("masked %v, want %v", got, want)
	}
}

func TestStoredAndLoaded(t *testing.T) {
	f := load(t, "suggestion")
	stored := f.Stored(record)
	if stored["cost"] != 1235.0 || record["cost"] != 12.35 || stored["gone"] != "x" {
		t.Errorf("stored %v", stored)
	}
	if got := f.StoredValue("cost", 0.1); got != 10.0 {
		t.Errorf("a filter for 0.1 asks for %v", got)
	}
	if got := f.Loaded(plain(t, stored).(map[string]any)); !reflect.DeepEqual(got, record) {
		t.Errorf("loaded %v", got)
	}
}

func TestTexts(t *testing.T) {
	f := load(t, "suggestion")
	names := func(kind, id string) string {
		return map[string]string{"record:customer/c_1": "华为", "user/u_1": "李雷"}[kind+"/"+id]
	}
	for _, c := range []struct {
		field string
		value any
		lang  string
		want  string
	}{
		{"kind", "feature", "zh", "新增需求"}, {"kind", "feature", "en", "New feature"}, {"customer", "c_1", "zh", "华为"}, {"customer", "c_2", "zh", "c_2"},
		{"submitter", "u_1", "en", "李雷"}, {"cost", 1234.5, "zh", "¥1,234.50"}, {"cost", -0.5, "en", "-¥0.50"}, {"score", 2.0, "zh", "2.00"},
		{"tags", []any{"slow", "login"}, "zh", "slow、login"}, {"tags", []any{"slow", "login"}, "en", "slow, login"}, {"reply_wanted", false, "en", "No"},
		{"consent_contact", map[string]any{"given": true}, "zh", "已同意"}, {"subject", nil, "zh", ""}, {"nosuch", 1, "zh", ""},
	} {
		if got := f.Text(c.field, c.value, c.lang, names); got != c.want {
			t.Errorf("%s %v in %s is %q, want %q", c.field, c.value, c.lang, got, c.want)
		}
	}
}

func TestViewForAReader(t *testing.T) {
	f := load(t, "suggestion")
	level := func(field string) access.Level {
		switch field {
		case "internal_note", "impact":
			return access.Hidden
		case "contact_phone":
			return access.Masked
		case "kind":
			return access.Read
		}
		return access.Write
	}
	related := func(form, id string) (map[string]any, bool) {
		return map[string]any{"id": id, "title": "华为", "level": "vip", "phone": "13900139000"}, true
	}
	v := f.View(form.ViewOptions{Lang: "en", Level: level, Data: record, Related: related, Now: clock, Zone: shanghai, Require: []string{"tags"},
		Names: func(kind, id string) string { return "name of " + id }})
	raw := text(v)
	for _, secret := range []string{"13800138000", "13900139000", "internal_note", "内部", "impact"} {
		if strings.Contains(raw, secret) {
			t.Errorf("the view holds %s", secret)
		}
	}
	for field, want := range map[string]string{"kind": "read", "contact_phone": "masked", "score": "read", "no": "read", "reason": "read", "subject": "write"} {
		if got := v.Fields[field].Level; got != want {
			t.Errorf("%s may be used as %q, want %q", field, got, want)
		}
	}
	if !v.Fields["tags"].Required || !v.Fields["subject"].Required || v.Fields["kind"].Required || v.Fields["cost"].Required {
		t.Error("required is wrong")
	}
	if v.Texts["contact_phone"] != "138****8000" || v.Texts["kind"] != "New feature" || v.Names["c_1"] != "name of c_1" {
		t.Errorf("texts %v, names %v", v.Texts, v.Names)
	}
	if want := (map[string]any{"id": "c_1", "no": nil, "title": "华为", "level": "vip"}); !reflect.DeepEqual(v.Related["customer"], want) {
		t.Errorf("related %v", v.Related)
	}
	var keys []string
	for _, l := range v.Logic {
		keys = append(keys, l.Key)
	}
	if want := []string{"reply", "vip", "frozen"}; !reflect.DeepEqual(keys, want) {
		t.Errorf("logic %v, want %v: what looks at hidden fields and what is off stays away", keys, want)
	}
	if len(v.Formulas) != 1 || v.Formulas[0].Field != "grade" {
		t.Errorf("formulas %v", v.Formulas)
	}
	if !strings.Contains(raw, `"value":"2026-11-21"`) || strings.Contains(raw, "relative") {
		t.Error("relative dates are not resolved")
	}
}

func TestViewForStrangers(t *testing.T) {
	f := load(t, "suggestion")
	v := f.View(form.ViewOptions{Lang: "zh", Public: true, Create: true, Large: true, Now: clock})
	if v.Title != "提个建议" || v.Theme != "large" || v.Notice == "" {
		t.Errorf("title %q theme %q notice %q", v.Title, v.Theme, v.Notice)
	}
	if len(v.Fields) != 8 || !v.Fields["reply_wanted"].Required {
		t.Errorf("fields %v", v.Fields)
	}
	for _, inside := range []string{"submitter", "internal_note", "urgency", "customer", "channel_code"} {
		if strings.Contains(text(v), inside) {
			t.Errorf("strangers are told about %s", inside)
		}
	}
	if options := v.Fields["kind"].Settings["options"].([]any); len(options) != 4 || options[3].(map[string]any)["archived"] != true {
		t.Errorf("options %v", options)
	}
	only := f.View(form.ViewOptions{Lang: "zh", Only: []string{"impact"}})
	if len(only.Fields) != 1 || len(only.Layout) != 2 { // the field and the notice, which belongs to no field
		t.Errorf("asked for one field, drawn are %v", only.Layout)
	}
}

// N-01: what something personal is asked for is said to whoever is asked, in their language, written either way.
func TestPurposeInTheView(t *testing.T) {
	f := load(t, "suggestion")
	for lang, want := range map[string][2]string{"zh": {"回复您的建议", "回复建议"}, "en": {"Answering your suggestion", "回复建议"}} {
		v := f.View(form.ViewOptions{Lang: lang, Public: true, Create: true, Now: clock})
		if got := [2]string{v.Fields["contact_name"].Purpose, v.Fields["contact_phone"].Purpose}; got != want {
			t.Errorf("%s: %v, want %v", lang, got, want)
		}
		if v.Fields["subject"].Purpose != "" {
			t.Error("something that is not personal has a purpose")
		}
	}
	read := f.View(form.ViewOptions{Lang: "zh", Level: func(string) access.Level { return access.Masked }})
	if read.Fields["contact_name"].Purpose != "" {
		t.Error("nobody is asked here")
	}
}

func TestDefaultsInTheView(t *testing.T) {
	v := load(t, "suggestion").View(form.ViewOptions{Lang: "zh", Create: true, Env: map[string]any{"user": map[string]any{"id": "u_7"}}})
	if v.Fields["urgency"].Default != 1.0 || v.Fields["submitter"].Default != "u_7" || v.Fields["cost"].Default != nil {
		t.Errorf("defaults %v %v %v", v.Fields["urgency"].Default, v.Fields["submitter"].Default, v.Fields["cost"].Default)
	}
}

// The schema of a form is a closed JSON Schema that takes what Accept takes and names what it refuses.
func TestJSONSchema(t *testing.T) {
	for _, narrow := range []bool{false, true} {
		f := load(t, "suggestion")
		doc, err := json.Marshal(f.JSONSchema("en", func(field string) bool { return !narrow || field != "internal_note" }))
		if err != nil {
			t.Fatal(err)
		}
		s, faults := schema.Compile("suggestion", doc)
		if len(faults) > 0 {
			t.Fatalf("%v", faults)
		}
		good := map[string]any{"subject": "a", "description": "12345", "kind": "feature", "reply_wanted": false, "contact_phone": nil}
		if faults := s.Validate(good); len(faults) > 0 {
			t.Errorf("refused: %v", faults)
		}
		if faults := s.Validate(map[string]any{"subject": 1.0, "description": "12345", "kind": "nope", "reply_wanted": true, "score": 1.0, "reason": "x"}); len(faults) != 4 {
			t.Errorf("want four problems, got %v", faults)
		}
		if got := s.Validate(map[string]any{"reply_wanted": true, "internal_note": "x", "subject": "a", "description": "12345", "kind": "feature"}); (len(got) > 0) != narrow {
			t.Errorf("narrow %v, a field that is not offered: %v", narrow, got)
		}
	}
}
