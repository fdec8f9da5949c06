package definition

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// samples are documents of every shape the merge meets.
var samples = []string{
	`{"a":1,"b":{"c":[1,2,3],"d":null}}`,
	`{"fields":[{"key":"a","title":"A"},{"key":"b","title":{"zh":"乙","en":"B"}},{"key":"c"}],"n":1.50}`,
	`{"fields":[{"key":"c"},{"key":"a","title":"A2","x":true},{"key":"d","options":[{"id":"o1"},{"id":"o2"}]}]}`,
	`{"fields":[],"b":{"c":"text"}}`,
	`{"fields":"none","a":{"type":"x","v":1}}`,
	`[{"id":"1"},{"id":"2"}]`, `"text"`, `null`, `-0.0`, `{}`,
}

func mustCanonical(t *testing.T, raw string) string {
	t.Helper()
	out, err := Canonical([]byte(raw))
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return string(out)
}

func TestMergeLaws(t *testing.T) {
	for _, base := range samples {
		for _, x := range samples {
			want := mustCanonical(t, x)
			for name, in := range map[string][3]string{
				"only mine": {base, x, base}, "only theirs": {base, base, x}, "both alike": {base, x, x},
			} {
				got, conflicts := Merge([]byte(in[0]), []byte(in[1]), []byte(in[2]))
				if string(got) != want || len(conflicts) > 0 {
					t.Errorf("%s: Merge(%s, %s, %s) = %s, %v", name, in[0], in[1], in[2], got, conflicts)
				}
			}
		}
	}
}

func TestCanonicalLaws(t *testing.T) {
	for _, raw := range samples {
		once := mustCanonical(t, raw)
		if twice := mustCanonical(t, once); once != twice {
			t.Errorf("%s: %s then %s", raw, once, twice)
		}
		pretty, err := Pretty([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		if back := mustCanonical(t, string(pretty)); back != once {
			t.Errorf("%s: pretty text means %s", raw, back)
		}
		again, _ := Pretty([]byte(once))
		if !bytes.Equal(again, pretty) {
			t.Errorf("%s: pretty text depends on the spelling: %s / %s", raw, pretty, again)
		}
	}
	for in, want := range map[string]string{
		"1.0": "1", "1e0": "1", "100e-2": "1", "-0": "0", "0.10": "0.1", "1E3": "1000", "12.50": "12.5",
		"0.00001": "0.00001", "0.0000001": "1e-7", "1e22": "1e22", "123456789012345678901": "123456789012345678901",
		"-1.2300e-8": "-1.23e-8", "0e5": "0", "9007199254740993": "9007199254740993",
	} {
		if got := mustCanonical(t, in); got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
	if got := mustCanonical(t, "{\"b\":1,\"a\":\"<é\\u0026\\n>\"}"); got != `{"a":"<é&\n>","b":1}` {
		t.Errorf("strings: %s", got)
	}
	if _, err := Canonical([]byte(`{"a":1,"a":1}`)); err == nil {
		t.Error("duplicate keys have no canonical text")
	}
	if _, err := Pretty([]byte(`{`)); err == nil {
		t.Error("broken JSON has no pretty text")
	}
}

func TestMergeCases(t *testing.T) {
	cases := []struct{ name, base, mine, theirs, want, conflicts string }{
		{"different properties", `{"a":1,"b":1}`, `{"a":2,"b":1}`, `{"a":1,"b":2}`, `{"a":2,"b":2}`, ""},
		{"same property", `{"a":{"b":1}}`, `{"a":{"b":2}}`, `{"a":{"b":3}}`, `{"a":{"b":2}}`, "definition.merge_conflict /a/b"},
		{"removed here, changed there", `{"a":{"b":1}}`, `{}`, `{"a":{"b":3}}`, `{}`, "definition.merge_removed_mine /a"},
		{"changed here, removed there", `{"a":{"b":1}}`, `{"a":{"b":3}}`, `{}`, `{"a":{"b":3}}`, "definition.merge_removed_theirs /a"},
		{"both add", `{}`, `{"a":1}`, `{"b":2}`, `{"a":1,"b":2}`, ""},
		{"plain arrays are values", `{"a":[1]}`, `{"a":[1,2]}`, `{"a":[1,3]}`, `{"a":[1,2]}`, "definition.merge_conflict /a"},
		{"fields added on both sides", `{"f":[{"key":"a"},{"key":"b"}]}`, `{"f":[{"key":"a"},{"key":"x"},{"key":"b"}]}`,
			`{"f":[{"key":"a"},{"key":"b"},{"key":"y"}]}`, `{"f":[{"key":"a"},{"key":"x"},{"key":"b"},{"key":"y"}]}`, ""},
		{"reordered there, edited here", `{"f":[{"key":"a"},{"key":"b"},{"key":"c"}]}`, `{"f":[{"key":"a"},{"key":"b","t":1},{"key":"c"}]}`,
			`{"f":[{"key":"c"},{"key":"b"},{"key":"a"}]}`, `{"f":[{"key":"c"},{"key":"b","t":1},{"key":"a"}]}`, ""},
		{"reordered here, added there", `{"f":[{"key":"a"},{"key":"b"}]}`, `{"f":[{"key":"b"},{"key":"a"}]}`,
			`{"f":[{"key":"n"},{"key":"a"},{"key":"m"},{"key":"b"}]}`, `{"f":[{"key":"n"},{"key":"b"},{"key":"a"},{"key":"m"}]}`, ""},
		{"reordered twice", `{"f":[{"id":"a"},{"id":"b"},{"id":"c"}]}`, `{"f":[{"id":"b"},{"id":"a"},{"id":"c"}]}`,
			`{"f":[{"id":"c"},{"id":"a"},{"id":"b"}]}`, `{"f":[{"id":"b"},{"id":"a"},{"id":"c"}]}`, "definition.merge_order /f"},
		{"removed there, kept here", `{"f":[{"key":"a"},{"key":"b"}]}`, `{"f":[{"key":"a"},{"key":"b"},{"key":"c"}]}`,
			`{"f":[{"key":"b"}]}`, `{"f":[{"key":"b"},{"key":"c"}]}`, ""},
		{"removed there, edited here", `{"f":[{"key":"a"},{"key":"b"}]}`, `{"f":[{"key":"a"},{"key":"b","t":1}]}`,
			`{"f":[{"key":"a"}]}`, `{"f":[{"key":"a"},{"key":"b","t":1}]}`, "definition.merge_removed_theirs /f/1"},
		{"removed here, edited there", `{"f":[{"key":"a"},{"key":"b"}]}`, `{"f":[{"key":"a"}]}`,
			`{"f":[{"key":"a"},{"key":"b","t":1}]}`, `{"f":[{"key":"a"}]}`, "definition.merge_removed_mine /f"},
		{"both add the same key", `{}`, `{"f":[{"key":"a","t":1}]}`, `{"f":[{"key":"a","t":2}]}`, `{"f":[{"key":"a","t":1}]}`, "definition.merge_conflict /f/0/t"},
		{"type changed", `{"f":[{"key":"a","type":"text","max":3}]}`, `{"f":[{"key":"a","type":"number","max":3}]}`,
			`{"f":[{"key":"a","type":"text","max":4}]}`, `{"f":[{"key":"a","max":3,"type":"number"}]}`, "definition.merge_conflict /f/0"},
		{"numbers spelt differently", `{"a":1}`, `{"a":1.0}`, `{"a":2}`, `{"a":2}`, ""},
		{"null is a value", `{"a":1}`, `{"a":null}`, `{"a":1,"b":2}`, `{"a":null,"b":2}`, ""},
	}
	for _, c := range cases {
		got, conflicts := Merge([]byte(c.base), []byte(c.mine), []byte(c.theirs))
		if string(got) != c.want || strings.Join(listed(conflicts), ";") != c.conflicts {
			t.Errorf("%s:\n got %s %v\nwant %s %s", c.name, got, listed(conflicts), c.want, c.conflicts)
		}
	}
	_, faults := Merge([]byte(`{"f":[{"key":"severity","title":1}]}`), []byte(`{"f":[{"key":"severity","title":2}]}`), []byte(`{"f":[{"key":"severity","title":3}]}`))
	if words := faults.In("zh")[0].Message; words != "双方都改了“f / severity / title”，改得不一样；暂时保留了我方的内容" {
		t.Errorf("a conflict in words: %s", words)
	}
	if _, faults := Merge([]byte(`{`), []byte(`1`), []byte(`1 2`)); len(faults) != 2 {
		t.Errorf("broken input: %v", faults)
	}
}

func TestOverlayLaws(t *testing.T) {
	for _, x := range samples {
		want := mustCanonical(t, x)
		got, faults := Overlay([]byte(x), []byte(x))
		if string(got) != want || len(faults) > 0 {
			t.Errorf("x over x: %s became %s %v", want, got, faults)
		}
		if got, _ := Overlay([]byte(`null`), []byte(x)); string(got) != want {
			t.Errorf("x over nothing: %s became %s", want, got)
		}
		if strings.HasPrefix(x, "{") {
			if got, _ := Overlay([]byte(x), []byte(`{}`)); string(got) != want {
				t.Errorf("nothing over x: %s became %s", want, got)
			}
		}
	}
}

func TestOverlayCases(t *testing.T) {
	cases := []struct{ name, lower, upper, want, faults string }{
		{"property by property", `{"a":1,"t":{"zh":"甲","en":"A"}}`, `{"t":{"en":"B"},"c":2}`, `{"a":1,"c":2,"t":{"en":"B","zh":"甲"}}`, ""},
		{"remove a property", `{"a":1,"b":{"c":1}}`, `{"b":{"$remove":true}}`, `{"a":1}`, ""},
		{"remove nothing", `{"a":1}`, `{"b":{"$remove":true}}`, `{"a":1}`, "definition.remove_missing /b"},
		{"replace", `{"when":{"field":"a","op":"=","value":1}}`, `{"when":{"$replace":true,"all":[]}}`, `{"when":{"all":[]}}`, ""},
		{"append and extend", `{"f":[{"key":"a","t":1}]}`, `{"f":[{"key":"b"},{"key":"a","u":2}]}`, `{"f":[{"key":"a","t":1,"u":2},{"key":"b"}]}`, ""},
		{"remove an element", `{"f":[{"key":"a"},{"key":"b"}]}`, `{"f":[{"key":"a","$remove":true}]}`, `{"f":[{"key":"b"}]}`, ""},
		{"place", `{"f":[{"key":"a"},{"key":"b"}]}`, `{"f":[{"key":"x","after":"a"},{"key":"y","after":"a"},{"key":"z","before":"a"}]}`,
			`{"f":[{"key":"z"},{"key":"a"},{"key":"x"},{"key":"y"},{"key":"b"}]}`, ""},
		{"move", `{"f":[{"key":"a"},{"key":"b"},{"key":"c"}]}`, `{"f":[{"key":"c","before":"a"}]}`, `{"f":[{"key":"c"},{"key":"a"},{"key":"b"}]}`, ""},
		{"place beside nothing", `{"f":[{"key":"a"}]}`, `{"f":[{"key":"x","after":"q"}]}`, `{"f":[{"key":"a"},{"key":"x"}]}`, "definition.place_missing /f/0/after"},
		{"a duration is no place", `{"l":[{"id":"1"}]}`, `{"l":[{"id":"2","after":{"working":"PT1H"}}]}`, `{"l":[{"id":"1"},{"after":{"working":"PT1H"},"id":"2"}]}`, ""},
		{"plain arrays are replaced", `{"a":[1,2]}`, `{"a":[3]}`, `{"a":[3]}`, ""},
		{"a keyed array over a plain one", `{"a":[1]}`, `{"a":[{"key":"k","x":{"$remove":true}}]}`, `{"a":[{"key":"k"}]}`, "definition.remove_missing /a/0/x"},
		{"nested", `{"f":[{"key":"a","o":[{"key":"p"},{"key":"q"}]}]}`, `{"f":[{"key":"a","o":[{"key":"r","before":"q"},{"key":"p","$remove":true}]}]}`,
			`{"f":[{"key":"a","o":[{"key":"r"},{"key":"q"}]}]}`, ""},
	}
	for _, c := range cases {
		got, faults := Overlay([]byte(c.lower), []byte(c.upper))
		if string(got) != c.want || strings.Join(listed(faults), ";") != c.faults {
			t.Errorf("%s:\n got %s %v\nwant %s %s", c.name, got, listed(faults), c.want, c.faults)
		}
	}
	if _, faults := Overlay([]byte(`{`), []byte(`{}`)); !faults.Has("json.invalid") {
		t.Errorf("broken input: %v", faults)
	}
}

func define(t *testing.T, texts ...string) Bundle {
	t.Helper()
	var all []Definition
	for _, text := range texts {
		d, faults := Decode([]byte(text))
		if len(faults) > 0 {
			t.Fatalf("%s: %v", text, faults)
		}
		all = append(all, d)
	}
	return Pack(all...)
}

func list(key, extends, options string) string {
	return fmt.Sprintf(`{"kind":"list","key":%q,"title":"t","schemaVersion":1%s,"spec":{"options":[%s]}}`, key, extends, options)
}

const over = `,"extends":true`

func TestLayersOfOneApp(t *testing.T) { // P-25: packages are layers, the admin's changes the top one
	base := define(t,
		`{"kind":"app","key":"common_base","title":"基础","schemaVersion":1,"spec":{"name":"common_base","version":"1.0.0","timeZone":"Asia/Shanghai","languages":["zh"]}}`,
		list("severity", "", `{"key":"p0","title":"急"},{"key":"p1","title":"高"}`),
		list("gone", "", ``),
		`{"kind":"process","key":"sop","title":"流程","schemaVersion":1,"spec":{"nodes":[{"id":"a"},{"id":"b"}]}}`)
	top := define(t,
		`{"kind":"app","key":"suggestions","title":"建议","schemaVersion":1,"spec":{"name":"suggestion_intake","version":"2.0.0","app":"suggestions","requires":["common_base"],"languages":["zh","en"]}}`,
		list("severity", over, `{"key":"p2","title":"中","after":"p0"},{"key":"p1","color":"red"}`),
		`{"kind":"list","key":"gone","schemaVersion":1,"extends":true,"spec":{"$remove":true}}`,
		`{"kind":"process","key":"sop","title":"流程二","schemaVersion":1,"extends":true,"spec":{"nodes":[{"id":"c"}]}}`)
	app, faults := Layer(base, top)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	want := define(t,
		`{"kind":"app","key":"suggestions","title":"建议","schemaVersion":1,"spec":{"name":"suggestion_intake","version":"2.0.0","app":"suggestions","requires":["common_base"],"timeZone":"Asia/Shanghai","languages":["zh","en"]}}`,
		list("severity", "", `{"key":"p0","title":"急"},{"key":"p2","title":"中"},{"key":"p1","title":"高","color":"red"}`),
		`{"kind":"process","key":"sop","title":"流程二","schemaVersion":1,"spec":{"nodes":[{"id":"c"}]}}`)
	if app.Hash() != want.Hash() {
		t.Fatalf("got %s\nwant %s", app.Canonical(), want.Canonical())
	}
}

func TestLayersRefuse(t *testing.T) {
	base := define(t, list("severity", "", `{"key":"p0","title":"急"}`))
	for name, c := range map[string]struct {
		top  string
		want []string
	}{
		"twice":          {list("severity", "", ``), []string{"definition.duplicate /list/severity"}},
		"nothing below":  {list("other", over, ``), []string{"definition.extends_missing /list/other"}},
		"broken result":  {list("severity", over, `{"key":"p9"}`), []string{"schema.required /list/severity/spec/options/1/title"}},
		"removes needed": {`{"kind":"list","key":"severity","schemaVersion":1,"extends":true,"spec":{"options":{"$remove":true}}}`, []string{"schema.required /list/severity/spec/options"}},
	} {
		app, faults := Layer(base, define(t, c.top))
		if got := listed(faults); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
		if app.Hash() != base.Hash() {
			t.Errorf("%s: a refused layer must leave the lower one: %s", name, app.Canonical())
		}
	}
}

func TestMergeBundlesUpgradesACustomisedPreset(t *testing.T) {
	v1 := define(t, list("severity", "", `{"key":"p0","title":"急"},{"key":"p1","title":"高"}`), list("old", "", ``), list("kept", "", ``))
	v2 := define(t, list("severity", "", `{"key":"p0","title":"紧急"},{"key":"p1","title":"高"},{"key":"p2","title":"中"}`), list("new", "", ``))
	mine := define(t, list("severity", "", `{"key":"p0","title":"急","color":"red"},{"key":"p1","title":"高"}`), list("old", "", ``),
		list("kept", "", `{"key":"k","title":"k"}`), list("own", "", ``))
	got, conflicts := MergeBundles(v1, mine, v2)
	want := define(t, list("severity", "", `{"key":"p0","title":"紧急","color":"red"},{"key":"p1","title":"高"},{"key":"p2","title":"中"}`),
		list("kept", "", `{"key":"k","title":"k"}`), list("own", "", ``), list("new", "", ``))
	if got.Hash() != want.Hash() {
		t.Errorf("got %s\nwant %s", got.Canonical(), want.Canonical())
	}
	if l := listed(conflicts); !reflect.DeepEqual(l, []string{"definition.merge_removed_theirs /list/kept"}) {
		t.Errorf("conflicts %v", l)
	}
	unsound := define(t, `{"kind":"list","key":"severity","title":"t","schemaVersion":1,"spec":{"options":[{"key":"p1","title":"高"}]}}`)
	other := define(t, list("severity", "", `{"key":"p0","title":{"en":"a"}},{"key":"p1","title":"高","parent":"p0"}`))
	if got, _ := MergeBundles(v1, unsound, other); len(got.Definitions) != 1 {
		t.Errorf("got %s", got.Canonical())
	}
}

func TestDiffNamesEveryChange(t *testing.T) {
	a := define(t, list("severity", "", `{"key":"p0","title":"急"},{"key":"p1","title":"高"},{"key":"p2","title":"中"}`), list("old", "", ``))
	b := define(t, list("severity", "", `{"key":"p2","title":{"zh":"中"}},{"key":"p0","title":"急","weight":1},{"key":"p3","title":"低"}`), list("new", "", ``))
	var got []string
	for _, c := range Diff(a, b) {
		got = append(got, fmt.Sprintf("%s %s [%s]", c.Op, c.At(), c.Words()))
	}
	want := []string{
		"added /list/new []", "removed /list/old []",
		"moved /list/severity/spec/options [spec / options]",
		"changed /list/severity/spec/options/0/title [spec / options / p2 / title]",
		"added /list/severity/spec/options/1/weight [spec / options / p0 / weight]",
		"removed /list/severity/spec/options/1 [spec / options / p1]",
		"added /list/severity/spec/options/2 [spec / options / p3]",
	}
	if !sameSet(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, x := range []Bundle{a, b} {
		if changes := Diff(x, x); len(changes) > 0 {
			t.Errorf("nothing changed, yet %v", changes)
		}
	}
}

func sameSet(a, b []string) bool {
	count := map[string]int{}
	for _, s := range a {
		count[s]++
	}
	for _, s := range b {
		count[s]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestBundleIsSortedAndHashed(t *testing.T) {
	a := define(t, list("b", "", ``), list("a", "", ``), fixturesOf(t, "role"))
	b := define(t, fixturesOf(t, "role"), list("a", "", ``), list("b", "", ``))
	if a.Hash() != b.Hash() || len(a.Hash()) != 64 {
		t.Error("the hash depends on the order of definitions")
	}
	if _, ok := a.Get("list", "a"); !ok || len(a.Of("list")) != 2 {
		t.Error("Get or Of misses a list")
	}
	if _, ok := a.Get("list", "zz"); ok {
		t.Error("Get found what is not there")
	}
	changed := a.With(define(t, list("a", "", `{"key":"x","title":"x"}`)).Definitions[0])
	if changed.Hash() == a.Hash() || len(changed.Definitions) != 3 || changed.Without("list", "a").Without("list", "b").Hash() != define(t, fixturesOf(t, "role")).Hash() {
		t.Error("With or Without lost something")
	}
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var back Bundle
	if err := json.Unmarshal(raw, &back); err != nil || back.Hash() != a.Hash() {
		t.Errorf("a bundle does not survive JSON: %v", err)
	}
}

func fixturesOf(t *testing.T, name string) string {
	return string(fixtures(t, name+".good.json")[name+".good.json"])
}

func TestPackageFolder(t *testing.T) {
	b := define(t, fixturesOf(t, "app"), fixturesOf(t, "role"), fixturesOf(t, "calendar"), fixturesOf(t, "message"), fixturesOf(t, "view"), fixturesOf(t, "list"))
	files := fstest.MapFS{"p/scenarios/a.json": {Data: []byte("x")}, "p/README.md": {Data: []byte("x")}}
	for name, raw := range b.Files() {
		files["p/"+name] = &fstest.MapFile{Data: raw}
	}
	got, faults := ReadDir(files, "p")
	if len(faults) > 0 || got.Hash() != b.Hash() {
		t.Fatalf("what was written does not read back: %v %s", faults, got.Canonical())
	}
	for _, f := range files { // as an editor on Windows saves them
		f.Data = append([]byte("\uFEFF"), f.Data...)
	}
	if got, faults := ReadDir(files, "p"); len(faults) > 0 || got.Hash() != b.Hash() {
		t.Errorf("with a byte order mark: %v", faults)
	}
	for name, want := range map[string]string{"p/app.json": "app_missing /app.json"} {
		delete(files, name)
		if _, faults := ReadDir(files, "p"); strings.Join(listed(faults), ";") != "definition."+want {
			t.Errorf("without %s: %v", name, faults)
		}
	}
}

func TestPackageFolderNamesTheFile(t *testing.T) {
	good := []byte(list("a", "", ``))
	files := fstest.MapFS{
		"app.json":        {Data: []byte(fixturesOf(t, "app"))},
		"lists/a.json":    {Data: good},
		"lists/b.json":    {Data: good},
		"lists/c.json":    {Data: []byte(`{"kind":"list","key":"c","title":"c","schemaVersion":1,"spec":{"options":[{"key":"A","title":"a"}]}}`)},
		"lists/d.json":    {Data: bytes.Repeat([]byte(" "), MaxBytes+1)},
		"lists/link.json": {Data: []byte("../../secret"), Mode: 0o777 | 1<<27},
		"lists/sub/e.txt": {Data: []byte("x")},
		"roles/f.json":    {Data: []byte(list("f", "", ``))},
		"lits/g.json":     {Data: good},
		"stray.json":      {Data: good},
	}
	_, faults := ReadDir(files, ".")
	want := []string{
		"definition.duplicate /lists/b.json/key", "definition.folder_unknown /lists/sub", "definition.folder_unknown /lits",
		"definition.folder_unknown /stray.json", "definition.misplaced /roles/f.json/kind", "definition.path_escape /lists/link.json",
		"json.too_large /lists/d.json", "schema.pattern /lists/c.json/spec/options/0/key",
	}
	if got := listed(faults); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if _, faults := ReadDir(files, "../x"); !faults.Has("definition.path_escape") {
		t.Errorf("an outer path: %v", faults)
	}
	if _, faults := ReadDir(files, "none"); !faults.Has("definition.unreadable") {
		t.Errorf("a missing folder: %v", faults)
	}
}
