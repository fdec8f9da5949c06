package httpapi_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// arrival is what an import brings.
type arrival struct {
	OK, Dry  bool
	Problems []struct{ Code, Pointer, Message string }
	Changes  []struct{ Kind, Key, Op, Words string }
}

func (c *client) brings(status int, path string, body any) (got arrival) {
	c.Helper()
	if err := c.must(status, "POST", path, body).into(&got); err != nil {
		c.Fatal(err)
	}
	return got
}

// parcel packs files, given as path and content.
func parcel(t *testing.T, files map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(files[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const zipped = "application/zip"

// P-14: what is exported is imported again as it was, and an import is looked at before it changes anything.
func TestExportAndImport(t *testing.T) {
	s := open(t)
	ann := s.person("ann", false, "shop/designer")
	whole := ann.must(200, "GET", "/apps/shop/export", nil)
	if again := ann.must(200, "GET", "/apps/shop/export?release=1", nil); !bytes.Equal(again.body, whole.body) || !bytes.HasPrefix(whole.body, []byte("PK")) {
		t.Error("two exports of one release differ")
	}
	ann.must(200, "PUT", "/apps/shop/drafts", orderForm("改了"))
	if drafts := ann.must(200, "GET", "/apps/shop/export?drafts=1", nil); bytes.Equal(drafts.body, whole.body) {
		t.Error("the drafts are not in the export")
	}
	ann.refused(422, "release.unknown", "GET", "/apps/shop/export?release=7", nil)
	var got arrival
	if err := ann.must(200, "POST", "/apps/shop/import?dry=1", string(whole.body), "Content-Type", zipped).into(&got); err != nil || !got.OK || !got.Dry ||
		len(got.Changes) != 1 || got.Changes[0].Words != "字段「改了」改名为「标题」" {
		t.Errorf("%+v %v", got, err)
	}
	if got := ann.must(200, "GET", "/apps/shop/definitions/form/order", nil); !strings.Contains(string(got.body), "改了") || got.etag != `"1"` {
		t.Errorf("a look changed something: %s %s", got.body, got.etag)
	}
	ann.must(200, "POST", "/apps/shop/import", string(whole.body), "Content-Type", zipped)
	if drafts := ann.must(200, "GET", "/apps/shop/export?drafts=1", nil); !bytes.Equal(drafts.body, whole.body) {
		t.Error("the round trip is not the same")
	}
	log := s.types()
	for _, want := range []string{"app_exported ann shop", "app_imported ann shop", "draft_started ann shop"} {
		if !slices.Contains(log, want) {
			t.Errorf("%s is not in the log: %v", want, log)
		}
	}
}

// One definition, several of them, and parts that are laid over what is there.
func TestImportOfDefinitions(t *testing.T) {
	ann := open(t).person("ann", false, "shop/designer")
	list := `{"kind":"list","key":"colours","title":"颜色","schemaVersion":1,"spec":{"options":[{"key":"red","title":"红"}]}}`
	if got := ann.brings(200, "/apps/shop/import?dry=1", list); !got.OK || len(got.Changes) != 1 || got.Changes[0].Words != "新增字典「颜色」" {
		t.Errorf("%+v", got)
	}
	more := `{"kind":"form","key":"order","schemaVersion":1,"extends":true,"spec":{"fields":[{"key":"colour","type":"select","title":"颜色","settings":{"list":"colours"}}]}}`
	if got := ann.brings(200, "/apps/shop/import", "["+list+","+more+"]"); !got.OK || len(got.Changes) != 2 {
		t.Errorf("%+v", got)
	}
	ann.must(200, "GET", "/apps/shop/definitions/list/colours", nil)
	ann.refused(422, "definition.extends_missing /list/nothing", "POST", "/apps/shop/import", `{"kind":"list","key":"nothing","schemaVersion":1,"extends":true,"spec":{}}`)
	ann.refused(422, "definition.duplicate /1/key", "POST", "/apps/shop/import", "["+list+","+list+"]")
	ann.refused(422, "import.empty", "POST", "/apps/shop/import", "[]")
	ann.refused(422, "import.empty", "POST", "/apps/shop/import", nil)
}

// A thousand faults are all told, each with its place, and change nothing.
func TestImportOfManyFaults(t *testing.T) {
	ann := open(t).person("ann", false, "shop/designer")
	var fields []string
	for i := range 200 {
		fields = append(fields, fmt.Sprintf(`{"key":"f%d","type":"formula","title":"x","settings":{"expression":"nothing%d"}}`, i, i))
	}
	form := `{"kind":"form","key":"order","title":"x","schemaVersion":1,"spec":{"fields":[` + strings.Join(fields, ",") + `]}}`
	if got := ann.brings(200, "/apps/shop/import?dry=1", form); got.OK || len(got.Problems) < 200 || got.Problems[0].Message == "" || !strings.HasPrefix(got.Problems[0].Pointer, "/form/order/spec/fields/") {
		t.Errorf("%d %+v", len(got.Problems), got.Problems[:1])
	}
	ann.must(422, "POST", "/apps/shop/import", form)
	many := strings.Replace(form, strings.Join(fields, ","), strings.TrimSuffix(strings.Repeat(`{"key":"A","colour":1},`, 290), ","), 1)
	if got := ann.brings(200, "/apps/shop/import?dry=1", "["+strings.TrimSuffix(strings.Repeat(many+",", 3), ",")+"]"); got.OK || len(got.Problems) != 1001 || got.Problems[1000].Code != "import.too_many_faults" {
		t.Errorf("%d problems", len(got.Problems))
	}
	if got := ann.must(200, "GET", "/apps/shop/drafts", nil); string(got.body) != "[]" {
		t.Errorf("something was written: %s", got.body)
	}
}

// Archives made to hurt are refused before they can.
func TestImportOfBadArchives(t *testing.T) {
	ann := open(t).person("ann", false, "shop/designer")
	app := `{"kind":"app","key":"shop","title":"x","schemaVersion":1,"spec":{"name":"base","version":"1.0.0"}}`
	wide := map[string]string{"app.json": app}
	for i := range 40 {
		wide[fmt.Sprintf("demo/%d.json", i)] = strings.Repeat("0", 1<<20)
	}
	crowd := map[string]string{}
	for i := range 3001 {
		crowd[fmt.Sprintf("lists/l%d.json", i)] = "{}"
	}
	deep := `{"kind":"rule","key":"r","title":"x","schemaVersion":1,"spec":{"form":"order","on":[{"event":"created"}],"when":` + strings.Repeat(`{"not":`, 60) + "{}" + strings.Repeat("}", 60) + `,"then":[]}}`
	for want, body := range map[string]string{
		"import.not_zip": "PK\x03\x04rubbish", "import.ratio": parcel(t, wide), "import.too_many_files": parcel(t, crowd),
		"definition.path_escape /../app.json":                                parcel(t, map[string]string{"../app.json": app}),
		"definition.path_escape //etc/app.json":                              parcel(t, map[string]string{"/etc/app.json": app}),
		"definition.path_escape /lists\\..\\x":                               parcel(t, map[string]string{"lists\\..\\x": app}),
		"definition.app_missing /app.json":                                   parcel(t, map[string]string{"lists/x.json": "{}"}),
		"json.too_large /lists/x.json":                                       parcel(t, map[string]string{"app.json": app, "lists/x.json": strings.Repeat(" ", 1<<20+1)}),
		"definition.misplaced /forms/x.json/kind":                            parcel(t, map[string]string{"app.json": app, "forms/x.json": `{"kind":"list","key":"x","title":"x","schemaVersion":1,"spec":{"options":[]}}`}),
		"json.too_deep /rules/r.json/spec/when" + strings.Repeat("/not", 30): parcel(t, map[string]string{"app.json": app, "rules/r.json": deep}),
	} {
		got := ann.send("POST", "/apps/shop/import", body, "Content-Type", zipped)
		if got.status < 400 || got.status >= 500 || !slices.ContainsFunc(got.problems(), func(p string) bool {
			return p == want || strings.HasPrefix(want, "json.too_deep") && strings.HasPrefix(p, "json.too_deep")
		}) {
			t.Errorf("%s: %d %v", want, got.status, got.problems())
		}
	}
	folded := parcel(t, map[string]string{"shop/app.json": app, "shop/lists/x.json": `{"kind":"list","key":"x","title":"x","schemaVersion":1,"spec":{"options":[{"key":"a","title":"a"}]}}`})
	ann.must(200, "POST", "/apps/shop/import", folded, "Content-Type", zipped)
	ann.must(200, "GET", "/apps/shop/definitions/list/x", nil)
}

// A whole app may take away what it does not have, when that is asked for.
func TestImportThatReplaces(t *testing.T) {
	s := open(t)
	ann := s.person("ann", false, "shop/designer")
	whole := string(ann.must(200, "GET", "/apps/shop/export", nil).body)
	ann.must(200, "PUT", "/apps/shop/drafts", `{"kind":"list","key":"extra","title":"多余","schemaVersion":1,"spec":{"options":[{"key":"a","title":"a"}]}}`)
	ann.must(200, "POST", "/apps/shop/import", whole, "Content-Type", zipped)
	ann.must(200, "GET", "/apps/shop/definitions/list/extra", nil)
	ann.must(200, "POST", "/apps/shop/import?replace=1", whole, "Content-Type", zipped)
	ann.refused(404, "request.not_found", "GET", "/apps/shop/definitions/list/extra", nil)
}

// P-20: the second of two designers is told who was first, and when.
func TestWhoWasFirst(t *testing.T) {
	s := open(t)
	ann, eve := s.person("ann", false, "shop/designer"), s.person("eve", false, "shop/designer")
	ann.must(200, "PUT", "/apps/shop/drafts", orderForm("甲"))
	got := eve.send("PUT", "/apps/shop/drafts", orderForm("乙"))
	var failure struct {
		Problems []struct {
			Message string
			Params  struct {
				By, At string
				Rev    int
			}
		}
	}
	if err := got.into(&failure); err != nil || got.status != 409 || failure.Problems[0].Params.By != "人ann" || failure.Problems[0].Params.At == "" ||
		failure.Problems[0].Params.Rev != 1 || !strings.Contains(failure.Problems[0].Message, "人ann") {
		t.Errorf("%d %s %v", got.status, got.body, err)
	}
	var differs struct {
		Theirs  struct{ By struct{ Name string } }
		Changes []struct{ Words string }
	}
	if err := eve.must(200, "POST", "/apps/shop/drafts/difference", orderForm("乙")).into(&differs); err != nil || differs.Theirs.By.Name != "人ann" ||
		len(differs.Changes) != 1 || differs.Changes[0].Words != "字段「乙」改名为「甲」" {
		t.Errorf("%+v %v", differs, err)
	}
	eve.refused(404, "request.not_found", "POST", "/apps/shop/drafts/difference", strings.Replace(orderForm("乙"), `"key":"order"`, `"key":"other"`, 1))
}

// P-14: whatever is drafted, be it refused, whole or a part, what is published goes out and comes in again as it was.
func TestExportsComeBack(t *testing.T) {
	s := open(t)
	admin := s.person("boss", true)
	pick := rand.New(rand.NewPCG(7, 11))
	number := 1
	for range 30 {
		extends, removes := pick.IntN(2) == 0, pick.IntN(6) == 0
		def := map[string]any{"kind": "form", "key": []string{"order", "extra", "more"}[pick.IntN(3)], "title": fmt.Sprint("表", pick.IntN(9)), "schemaVersion": 1,
			"spec": map[string]any{"fields": []any{map[string]any{"key": []string{"title", "amount"}[pick.IntN(2)], "type": "text", "title": fmt.Sprint("栏", pick.IntN(9))}}}}
		if def["extends"] = extends; extends && removes {
			def["spec"] = map[string]any{"$remove": true}
		}
		now := admin.send("GET", fmt.Sprint("/apps/shop/definitions/form/", def["key"]), nil)
		admin.send("PUT", "/apps/shop/drafts", def, "If-Match", now.etag)
		sent := admin.send("POST", "/apps/shop/publish", map[string]any{"expect": number})
		if sent.status != 201 {
			admin.send("DELETE", fmt.Sprint("/apps/shop/drafts/form/", def["key"]), nil)
			continue
		}
		var made struct{ Release struct{ Number int } }
		if err := sent.into(&made); err != nil {
			t.Fatal(err)
		}
		number = made.Release.Number
		packed := admin.must(200, "GET", "/apps/shop/export", nil)
		var got arrival
		if err := admin.must(200, "POST", "/apps/shop/import?dry=1&replace=1", string(packed.body), "Content-Type", zipped).into(&got); err != nil || !got.OK || len(got.Changes) > 0 {
			t.Fatalf("release %d does not come back: %+v %v", number, got, err)
		}
	}
	if number < 6 {
		t.Errorf("only %d releases were made", number)
	}
}

// A refusal is titled by what stands against it, not by what it also warns of.
func TestRefusalsAreTitledByTheirReason(t *testing.T) {
	boss := open(t).person("boss", true)
	packed := parcel(t, map[string]string{"app.json": string(packages()["base/app.json"].Data), "aside/notes.json": "{}", "lists/kinds.json": `{"kind":"list","key":"kinds"}`})
	got := boss.send("POST", "/apps/shop/import", packed, "Content-Type", zipped)
	var f struct {
		Code     string
		Problems []struct {
			Code    string
			Warning bool
		}
	}
	if err := got.into(&f); err != nil || got.status != 422 || len(f.Problems) < 2 || f.Problems[0].Warning || f.Code != f.Problems[0].Code || !f.Problems[len(f.Problems)-1].Warning {
		t.Errorf("%d %s %v", got.status, got.body, err)
	}
}
