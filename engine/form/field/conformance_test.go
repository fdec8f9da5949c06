package field_test

import (
	"encoding/json"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"huiyin/engine/catalog"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/schema"
)

// launch lists the types of the first round (B-10, B-12, B-14: text, choice, tag and custom fields).
var launch = strings.Fields(`text long_text number money rating boolean select multi_select tags date datetime phone email
	user department relation image file autonumber formula consent hidden
	percent url time nps slider id_card date_range cascader address signature sub_table rich_text rollup`)

func TestEveryTypeIsThereAndInItsOwnFile(t *testing.T) {
	have := field.Types.IDs()
	for _, id := range launch {
		if !slices.Contains(have, id) {
			t.Errorf("no type %s", id)
		}
	}
	for _, id := range have {
		raw, err := os.ReadFile(id + ".go")
		if err != nil {
			t.Errorf("type %s has no file of its name: %v", id, err)
			continue
		}
		if !strings.Contains(string(raw), `ID: "`+id+`"`) {
			t.Errorf("%s.go does not register %s", id, id)
		}
	}
}

func TestConformance(t *testing.T) {
	for _, unit := range field.Types.All() {
		info := unit.Info()
		t.Run(info.ID, func(t *testing.T) {
			for _, lang := range problem.Languages {
				if info.Label[lang] == "" || info.Help[lang] == "" {
					t.Errorf("label or help is missing in %s", lang)
				}
			}
			if info.Group == "" {
				t.Error("no group")
			}
			settingsAreLabelled(t, info.Settings)
			if _, faults := unit.Compile(nil, field.Scope{}); len(faults) > 0 {
				t.Errorf("empty settings are not legal: %v", faults)
			}
			if _, faults := unit.Compile([]byte(`{"no_such_setting":1}`), field.Scope{}); len(faults) == 0 {
				t.Error("an unknown setting is accepted")
			}
			if len(info.Examples) < 2 {
				t.Error("fewer than two examples")
			}
			for _, e := range info.Examples {
				t.Run(e.Note, func(t *testing.T) { example(t, unit, e) })
			}
		})
	}
}

func settingsAreLabelled(t *testing.T, raw json.RawMessage) {
	t.Helper()
	if _, faults := schema.Compile("settings", raw); len(faults) > 0 {
		t.Errorf("settings schema: %v", faults)
	}
	var doc struct {
		Properties map[string]struct {
			Title map[string]string `json:"x-title"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	for name, p := range doc.Properties {
		if p.Title["zh"] == "" || p.Title["en"] == "" {
			t.Errorf("setting %s has no label in both languages", name)
		}
	}
}

func example(t *testing.T, unit field.Type, e catalog.Example) {
	id := unit.Info().ID
	v, faults := unit.Compile(e.Settings, field.Scope{})
	if len(faults) > 0 {
		t.Fatalf("settings: %v", faults)
	}
	got, faults := v.Normalise(field.Plain(e.In))
	if codes := codesOf(faults); !slices.Equal(codes, e.Problems) {
		t.Fatalf("problems %v, want %v", codes, e.Problems)
	}
	if len(e.Problems) > 0 {
		if got != nil {
			t.Errorf("a refused value came back as %v", got)
		}
		return
	}
	if !reflect.DeepEqual(got, field.Plain(e.Want)) {
		t.Errorf("got %#v, want %#v", got, e.Want)
	}
	agrees(t, id, v, got)
}

// unread lists the types whose cells are for reading only: files are elsewhere, and consent is given in person.
var unread = map[string]bool{"file": true, "image": true, "consent": true, "signature": true}

// called gives everything a name but moments of time, and means is its reverse.
func called(kind, id string) string {
	if kind == "datetime" {
		return ""
	}
	return "名 " + kind + " " + id
}

func means(link field.Link, text string) ([]field.Meant, bool) {
	kind := link.Kind
	if kind == "record" {
		kind += ":" + link.Form
	}
	id, ok := strings.CutPrefix(text, "名 "+kind+" ")
	if !ok {
		return nil, true
	}
	return []field.Meant{{ID: id, Text: text}}, true
}

// A text that means nothing, or several, is a problem that says which; while nobody knows, it stays as it was said.
func TestNamesAreRead(t *testing.T) {
	for _, id := range []string{"user", "department", "relation"} {
		unit, _ := field.Types.Get(id)
		v, _ := unit.Compile(nil, field.Scope{})
		for want, found := range map[string][]field.Meant{
			"form.link.unknown": nil, "form.link.ambiguous": {{ID: "u_1", Text: "李雷 (a)"}, {ID: "u_2", Text: "李雷 (b)"}}} {
			got, faults := field.Read(v, " 李雷 ", func(link field.Link, text string) ([]field.Meant, bool) { return found, text == "李雷" })
			if got != nil || len(faults) != 1 || faults[0].Code != want || faults[0].Params["value"] != "李雷" {
				t.Errorf("%s: %v %v, want %s", id, got, faults, want)
			}
			if want == "form.link.ambiguous" && faults[0].Params["candidates"] != "李雷 (a), 李雷 (b)" {
				t.Errorf("%s: candidates %v", id, faults[0].Params["candidates"])
			}
		}
		if got, faults := field.Read(v, "李雷", func(field.Link, string) ([]field.Meant, bool) { return nil, false }); got != "李雷" || len(faults) > 0 {
			t.Errorf("%s: unanswered is %v %v", id, got, faults)
		}
		if got, faults := field.Read(v, map[string]any{"id": "u_1"}, means); got != "u_1" || len(faults) > 0 {
			t.Errorf("%s: as it is shown is %v %v", id, got, faults)
		}
		if _, faults := field.Read(v, 3.0, means); len(faults) != 1 || faults[0].Code != "form.link.invalid" {
			t.Errorf("%s: a number is %v", id, faults)
		}
	}
}

// agrees checks what must hold for every normalised value of every type.
func agrees(t *testing.T, id string, v field.Value, got any) {
	t.Helper()
	again, faults := v.Normalise(got)
	if len(faults) > 0 || !reflect.DeepEqual(again, got) {
		t.Errorf("normalising %#v again gives %#v %v", got, again, faults)
	}
	if back := field.Load(v, field.Plain(field.Store(v, got))); !reflect.DeepEqual(back, got) {
		t.Errorf("stored and loaded %#v is %#v", got, back)
	}
	raw, err := json.Marshal(got)
	if err != nil {
		t.Fatalf("not JSON: %v", err)
	}
	var read any
	if err := json.Unmarshal(raw, &read); err != nil || !reflect.DeepEqual(read, got) {
		t.Errorf("%#v reads back as %#v", got, read)
	}
	if got == nil {
		return
	}
	doc, err := json.Marshal(v.Schema("zh"))
	if err != nil {
		t.Fatal(err)
	}
	s, faults := schema.Compile("value", doc)
	if len(faults) > 0 {
		t.Fatalf("schema %s: %v", doc, faults)
	}
	if faults := s.Validate(got); len(faults) > 0 {
		t.Errorf("schema %s refuses %#v: %v", doc, got, faults)
	}
	for _, lang := range problem.Languages {
		cell := field.Cell(v, got, lang, called)
		if read, faults := field.Read(v, cell, means); !unread[id] && (len(faults) > 0 || !reflect.DeepEqual(read, got)) {
			t.Errorf("%#v is %q in a cell, which reads back as %#v %v", got, cell, read, faults)
		}
	}
	if field.Text(v, got, "zh", nil) == "" {
		t.Errorf("%#v has no text", got)
	}
	if masked := field.Mask(v, got); reflect.DeepEqual(masked, got) && len(raw) > 4 {
		t.Errorf("%#v is not masked", got)
	}
	field.Show(v, "en")
	filters(t, id, v, got)
}

// filters checks that lists can be narrowed by a value of the type: every operator its shape offers is legal and finds
// the value, or leaves it out, as its name says.
func filters(t *testing.T, id string, v field.Value, got any) {
	t.Helper()
	_, shape := v.Shape()
	one := got
	if list, ok := got.([]any); ok && shape.List && len(list) > 0 {
		one = list[0]
	}
	if text, ok := one.(string); ok && shape.Kind == query.KindNumber { // money is compared as a number
		one, _ = strconv.ParseFloat(text, 64)
	}
	if !shape.List {
		got = one
	}
	finds := map[string]bool{"eq": true, "in": true, "lte": true, "gte": true, "between": true, "contains": true, "startsWith": true, "containsAny": true, "notEmpty": true, "has": true, "hasAny": true, "hasAll": true,
		"ne": false, "notIn": false, "lt": false, "gt": false, "notContains": false, "empty": false, "hasNone": false}
	for _, op := range query.Operators(shape, false) {
		want, known := finds[op]
		if !known {
			t.Fatalf("nobody says what %s finds", op)
		}
		c := query.Condition{Field: "f", Op: op, Value: one}
		switch op {
		case "empty", "notEmpty":
			c.Value = nil
		case "in", "notIn", "containsAny", "hasAny", "hasAll", "hasNone":
			c.Value = []any{one}
		case "between":
			c.Value = []any{one, one}
		}
		if problems := c.Check(map[string]query.FieldShape{"f": shape}, false); problems.Err() != nil {
			t.Errorf("%s: %s %#v is refused: %v", id, op, c.Value, problems)
			continue
		}
		if found, err := query.Match(c, func(string) any { return got }, query.MatchOptions{}); err != nil || found != want {
			t.Errorf("%s: %#v %s %#v is %v %v", id, got, op, c.Value, found, err)
		}
	}
}

// names knows people, departments and records by what they are called, both ways.
func names(kind, id string) string { return "名称 " + id }

// What lists and exports write of people, departments and records are names; files and consent are not written back.
func TestNamesAreWritten(t *testing.T) {
	for id, in := range map[string]any{"user": "u_1", "department": "d_1", "relation": "r_1"} {
		settings := "{}"
		if id == "relation" {
			settings = `{"form":"customer"}`
		}
		v := compile(t, id, settings)
		got, faults := v.Normalise(in)
		if len(faults) > 0 {
			t.Fatalf("%s: %v", id, faults)
		}
		if cell := field.Cell(v, got, "zh", names); cell != "名称 "+in.(string) {
			t.Errorf("%s is %q", id, cell)
		}
	}
}

func codesOf(l problem.List) []string {
	var out []string
	for _, p := range l {
		out = append(out, p.Code)
	}
	return out
}

// inputs are things people, spreadsheets and attackers send.
var inputs = []any{nil, "", " ", "　", true, false, "是", 0.0, -1.0, 1.005, 3.0, 1e300, -0.5, "12", "１２.５", "1e3", "0x10", "NaN", "bug", "体验问题",
	"a\x00b\u202ec", "\xff\xfe", "e\u0301", "一\r\n二", strings.Repeat("长", 30000), "2026-03-04", "2026/3/4", "0000-01-01", "2026-03-04T01:02:03.9Z", "2026-13-01",
	"13800138000", "0086 138 0013 8000", "+8601066554433", "010-66554433-12", "021 5555 6666 转 8", "400-800-8000", "+14155550123", "a@b.cn", "A.B@C.COM", "a@b@c.cn",
	[]any{}, []any{"bug", "idea", "bug"}, []any{nil, 1.0}, []any{map[string]any{"id": "f1", "name": "../../a.png", "size": 3.0, "type": "image/png"}},
	[]any{map[string]any{"id": "f1", "size": -3.0}}, map[string]any{"id": "u_1"}, map[string]any{"given": true}, map[string]any{"given": true, "at": "yesterday"}, map[string]any{}}

func TestNormaliseIsIdempotentOnAnything(t *testing.T) {
	for _, unit := range field.Types.All() {
		info := unit.Info()
		id := info.ID
		settings := []json.RawMessage{nil}
		for _, e := range info.Examples {
			settings = append(settings, e.Settings)
		}
		for _, s := range settings {
			v, _ := unit.Compile(s, field.Scope{})
			for _, in := range inputs {
				got, faults := v.Normalise(in)
				if len(faults) == 0 {
					agrees(t, id, v, got)
				} else if got != nil {
					t.Errorf("%s: %#v is refused and kept as %#v", info.ID, in, got)
				}
			}
		}
		if t.Failed() {
			t.Fatalf("%s", info.ID)
		}
	}
}

func compile(t *testing.T, id, settings string) field.Value {
	t.Helper()
	unit, ok := field.Types.Get(id)
	if !ok {
		t.Fatalf("no type %s", id)
	}
	v, faults := unit.Compile([]byte(settings), field.Scope{})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return v
}

// N-04: what a masked field still shows.
func TestMasking(t *testing.T) {
	for _, c := range []struct{ id, in, want string }{
		{"phone", "13800138000", "138****8000"}, {"phone", "010-66554433", "010****4433"},
		{"email", "anna@b.cn", "a***@b.cn"}, {"text", "王小明", "王*"}, {"text", "Anna Li", "A*"},
		{"text", "110101199001011234", "****"}, {"text", "微信号wx_1", "****"}, {"long_text", "王小明", "****"},
		{"user", "u_3", "****"}, {"date", "2026-03-04", "****"}, {"autonumber", "王", "****"},
	} {
		if got := field.Mask(compile(t, c.id, `{}`), c.in); got != c.want {
			t.Errorf("%s %s is masked as %v, want %s", c.id, c.in, got, c.want)
		}
	}
}

func TestMoneyIsExact(t *testing.T) {
	v := compile(t, "money", `{}`)
	seed := rand.New(rand.NewSource(1))
	for range 20000 {
		minor := seed.Int63n(1 << 52)
		major := field.Load(v, float64(minor))
		if got := field.Store(v, major); got != float64(minor) {
			t.Fatalf("%d minor units became %v and then %v", minor, major, got)
		}
		if again, faults := v.Normalise(major); len(faults) > 0 || again != major {
			t.Fatalf("%v is normalised to %v %v", major, again, faults)
		}
	}
	for in, want := range map[float64]float64{2.675: 268, -2.675: -268, 0.005: 1, -0.004: 0, 1e9 + 0.125: 100000000013} {
		got, _ := v.Normalise(in)
		if field.Store(v, got) != want {
			t.Errorf("%v is stored as %v, want %v", in, field.Store(v, got), want)
		}
	}
}

func TestNumbersCountByPeriod(t *testing.T) {
	v := compile(t, "autonumber", `{"format":"JY{YYYY}{MM}{0000}","start":7}`).(field.Numbered)
	counter, render := v.Number(time.Date(2026, 11, 21, 23, 0, 0, 0, time.FixedZone("", 8*3600)))
	if counter != "JY202611{0000}" || render(1) != "JY2026110007" || render(123456) != "JY202611123462" {
		t.Errorf("counter %s, numbers %s %s", counter, render(1), render(123456))
	}
	next, _ := v.Number(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	if next == counter {
		t.Error("the next month goes on counting")
	}
	unit, _ := field.Types.Get("autonumber")
	for _, bad := range []string{"JY", "{0}{00}", "{YYYY}", "{hh}{0}", "{0}}"} {
		if _, faults := unit.Compile([]byte(`{"format":"`+bad+`"}`), field.Scope{}); len(faults) == 0 {
			t.Errorf("format %s is accepted", bad)
		}
	}
}

// N-01: consent is never given beforehand, and only the server says when.
func TestConsentIsStamped(t *testing.T) {
	v := compile(t, "consent", `{"version":"v2"}`)
	s := v.(field.Stamper)
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	forged, _ := v.Normalise(map[string]any{"given": true, "at": "2001-01-01T00:00:00Z"})
	given := s.Stamp(forged, nil, now)
	want := map[string]any{"given": true, "at": "2026-11-21T09:00:00Z", "notice": "v2"}
	if !reflect.DeepEqual(given, want) {
		t.Fatalf("stamped %v, want %v", given, want)
	}
	if kept := s.Stamp(forged, given, now.Add(time.Hour)); !reflect.DeepEqual(kept, given) {
		t.Errorf("an unchanged consent became %v", kept)
	}
	if none := s.Stamp(nil, nil, now); none != nil {
		t.Errorf("nothing said became %v", none)
	}
	withdrawn := s.Stamp(nil, given, now.Add(time.Hour))
	if want := (map[string]any{"given": false, "at": "2026-11-21T10:00:00Z", "notice": "v2"}); !reflect.DeepEqual(withdrawn, want) {
		t.Errorf("withdrawn %v, want %v", withdrawn, want)
	}
	if v.(field.Filler).Filled(withdrawn) || !v.(field.Filler).Filled(given) {
		t.Error("only a given consent counts as an answer")
	}
}
