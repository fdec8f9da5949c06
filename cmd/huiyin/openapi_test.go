package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"huiyin/runtime"
)

// document is what the server says about itself.
type document struct {
	raw        []byte
	Paths      map[string]map[string]described
	Components struct {
		Schemas   map[string]json.RawMessage
		Responses map[string]json.RawMessage
	}
}

// described is an operation of a document.
type described struct {
	OperationID string
	Parameters  []struct {
		Name, In string
		Required bool
	}
	Responses map[string]json.RawMessage
	Security  []map[string][]string
}

func (b *browser) document() document {
	b.t.Helper()
	got := b.send("GET", "/api/v1/openapi.json", nil)
	d := document{raw: got.body}
	if err := got.into(&d); got.status != 200 || err != nil {
		b.t.Fatalf("%d %s", got.status, got.body)
	}
	return d
}

// compiled is a schema inside the document, "#/components/…" or "#/paths/…".
func (d document) compiled(t *testing.T, at string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.AssertFormat = true
	c.LoadURL = func(string) (io.ReadCloser, error) { return nil, os.ErrNotExist }
	if err := c.AddResource("doc:///api.json", bytes.NewReader(d.raw)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("doc:///api.json" + at)
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	return s
}

// The document is one by the official schema of OpenAPI 3.1, every schema in it is one of JSON Schema 2020-12, and what
// it names is there (O-06).
func TestDocumentIsValid(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	d := admin.document()
	official, err := os.ReadFile("testdata/openapi/3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("https://spec.openapis.org/oas/3.1/schema/2022-10-07", bytes.NewReader(official)); err != nil {
		t.Fatal(err)
	}
	meta := c.MustCompile("https://spec.openapis.org/oas/3.1/schema/2022-10-07")
	var doc any
	if err := json.Unmarshal(d.raw, &doc); err != nil {
		t.Fatal(err)
	}
	if err := meta.Validate(doc); err != nil {
		t.Errorf("%#v", err)
	}
	broken := bytes.Replace(d.raw, []byte(`"openapi":"3.1.0"`), []byte(`"openapi":"2.0"`), 1)
	if err := json.Unmarshal(broken, &doc); err != nil || meta.Validate(doc) == nil {
		t.Error("the schema lets anything pass")
	}
	for name := range d.Components.Schemas {
		d.compiled(t, "#/components/schemas/"+name)
	}
	ids := map[string]bool{}
	for path, methods := range d.Paths {
		for method, op := range methods {
			if ids[op.OperationID] {
				t.Errorf("%s is there twice", op.OperationID)
			}
			ids[op.OperationID] = true
			for _, name := range strings.FieldsFunc(path, func(r rune) bool { return r == '/' }) {
				if strings.HasPrefix(name, "{") && !slices.ContainsFunc(op.Parameters, func(p struct {
					Name, In string
					Required bool
				}) bool {
					return "{"+p.Name+"}" == name && p.In == "path"
				}) {
					t.Errorf("%s %s does not describe %s", method, path, name)
				}
			}
		}
	}
	for _, want := range []string{"createRecord_suggestions_suggestion", "putExternal_suggestions_customer", "getDocument"} {
		if !ids[want] {
			t.Errorf("%s is missing", want)
		}
	}
	if ids["putExternal_suggestions_suggestion"] {
		t.Error("a form without external ids has an operation for them")
	}
}

// Whoever reads it sees what they may do, no more, in their language.
func TestDocumentIsForItsReader(t *testing.T) {
	r := boot(t, "suggestion_intake")
	agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "客服", Roles: []string{"suggestions/cs_agent"}})
	d := agent.document()
	paths := d.Paths["/apps/suggestions/forms/customer/records/{id}"]
	if _, may := paths["get"]; !may {
		t.Error("an agent reads customers")
	}
	if _, may := d.Paths["/apps/suggestions/forms/suggestion/records/{id}"]["delete"]; may {
		t.Error("an agent deletes no suggestions")
	}
	if !strings.Contains(string(d.raw), "新建记录") || strings.Contains(string(agent.send("GET", "/api/v1/openapi.json?lang=en", nil).body), "新建记录") {
		t.Error("the language")
	}
	r.stranger().must(401, "GET", "/api/v1/openapi.json", nil)
	got := agent.send("GET", "/api/v1/apps/suggestions/forms/suggestion/schema", nil)
	c := jsonschema.NewCompiler()
	if err := c.AddResource("form.json", bytes.NewReader(got.body)); err != nil {
		t.Fatal(err)
	}
	form := c.MustCompile("form.json")
	data := matrixRecord("这是一条建议")["data"]
	raw, _ := json.Marshal(data)
	var value any
	_ = json.Unmarshal(raw, &value)
	if err := form.Validate(value); err != nil {
		t.Errorf("what the server takes: %v", err)
	}
	value.(map[string]any)["title"] = 7.0
	if form.Validate(value) == nil {
		t.Error("a number passes for a title")
	}
}

// contract holds a server to its own document.
type contract struct {
	*testing.T
	doc      document
	machine  machine
	requests int
	statuses map[int]int
	schemas  map[string]*jsonschema.Schema
}

// Every operation answers as the document says, with what is there, with what is not, and with nonsense.
func TestAnswersAreAsDocumented(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	r.s.API.TokenRate = 1000000
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true, Roles: []string{"suggestions/cs_agent", "suggestions/biz_admin"}})
	secret, _ := admin.token(junk{"scopes": strings.Fields(everyScope)})
	k := &contract{T: t, doc: admin.document(), machine: r.machine(secret), statuses: map[int]int{}, schemas: map[string]*jsonschema.Schema{}}
	made := k.machine.must(201, "POST", suggestions, matrixRecord("一条有历史的建议"))
	k.machine.must(201, "POST", suggestions+"/"+made["id"].(string)+"/comments", junk{"text": "看一下"})
	k.machine.must(201, "PUT", atID("CRM-1"), junk{"data": junk{"name": "云帆科技"}})
	r.tick()
	for path, methods := range k.doc.Paths {
		id := made["id"].(string)
		if strings.Contains(path, "/external/") {
			id = "CRM-1"
		}
		for method, op := range methods {
			for _, with := range []string{id, "nope"} {
				k.ask(strings.ToUpper(method), path, with, op)
			}
		}
	}
	t.Logf("%d operations, %d requests: %v", len(k.doc.Paths), k.requests, k.statuses)
	if k.statuses[200] < 50 || k.statuses[404] < 20 || k.statuses[422] < 10 {
		t.Errorf("hardly anything was tried: %v", k.statuses)
	}
}

func (k *contract) schema(at string) *jsonschema.Schema {
	k.Helper()
	if k.schemas[at] == nil {
		k.schemas[at] = k.doc.compiled(k.T, at)
	}
	return k.schemas[at]
}

func (k *contract) ask(method, path, id string, op described) {
	k.Helper()
	address := "/api/v1" + strings.NewReplacer("{id}", url.PathEscape(id), "{field}", "module", "{decision}", "retry").Replace(path)
	bodies := []string{""}
	if method != "GET" && method != "DELETE" {
		bodies = []string{"", "{}", "[", `{"data":{}}`, `{"data":{"title":7}}`, `{"kind":"urge"}`, `{"text":" "}`, `{"following":true}`}
	}
	queries := []string{""}
	for _, p := range op.Parameters {
		if p.In == "query" {
			queries = append(queries, "?"+p.Name+"=1", "?"+p.Name+"=%7B%22x")
		}
	}
	for _, body := range bodies {
		for _, query := range queries {
			for _, match := range []string{"", `"1"`, `"999"`, "x"} {
				if match != "" && (query != "" || !op.takes("If-Match")) {
					continue
				}
				k.check(method, address+query, body, match, path, op)
			}
		}
	}
}

func (d described) takes(name string) bool {
	for _, p := range d.Parameters {
		if p.Name == name {
			return true
		}
	}
	return false
}

func (k *contract) check(method, address, body, match, path string, op described) {
	k.Helper()
	req, err := http.NewRequest(method, k.machine.url+address, strings.NewReader(body))
	if err != nil {
		k.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if match != "" {
		req.Header.Set("If-Match", match)
	}
	res, err := k.machine.client.Do(req)
	if err != nil {
		k.Fatal(err)
	}
	raw, _ := io.ReadAll(begun(res))
	_ = res.Body.Close()
	k.requests++
	k.statuses[res.StatusCode]++
	status := http.StatusText(res.StatusCode)
	answer, documented := op.Responses[strconv.Itoa(res.StatusCode)]
	if !documented || res.StatusCode >= 500 {
		k.Errorf("%s %s %s: %d %s is not documented: %s", method, address, body, res.StatusCode, status, raw)
		return
	}
	var value any
	if len(raw) == 0 || json.Unmarshal(raw, &value) != nil {
		return
	}
	at := "#/paths/" + url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(path)) + "/" + strings.ToLower(method) + "/responses/" + strconv.Itoa(res.StatusCode) + "/content/application~1json/schema"
	if bytes.Contains(answer, []byte(`"$ref":"#/components/responses/`)) {
		at = "#/components/schemas/Failure"
	}
	if err := k.schema(at).Validate(value); err != nil {
		k.Errorf("%s %s: %d is not as documented: %v\n%s", method, address, res.StatusCode, err, raw[:min(len(raw), 600)])
	}
}

// The schema of a new record, alone and in the document, has just the fields that its reader may write.
func TestSchemaOffersWhatItsReaderMayWrite(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	app, _ := r.s.Apps.Get("suggestions")
	sizes := map[int]bool{}
	for _, d := range app.Definitions("role") {
		who := r.person(runtime.User{ID: "u_" + d.Key, Login: d.Key, Name: d.Key, Roles: []string{"suggestions/" + d.Key}})
		answered := who.send("GET", "/api/v1/apps/suggestions/forms/suggestion", nil)
		if answered.status == 403 {
			continue
		}
		var page struct {
			Form struct {
				Fields map[string]struct{ Level string }
			}
		}
		var alone, inside struct{ Properties map[string]any }
		err := errors.Join(answered.into(&page), who.send("GET", "/api/v1/apps/suggestions/forms/suggestion/schema", nil).into(&alone),
			json.Unmarshal(who.document().Components.Schemas["suggestions_suggestion_create"], &inside))
		if err != nil {
			t.Fatal(err)
		}
		var shown struct {
			AllOf []struct {
				Properties struct {
					View struct {
						Properties struct {
							Values struct{ Properties map[string]any }
						}
					}
				}
			}
		}
		if err := json.Unmarshal(who.document().Components.Schemas["suggestions_suggestion"], &shown); err != nil {
			t.Fatal(err)
		}
		for _, part := range shown.AllOf {
			if _, there := part.Properties.View.Properties.Values.Properties["contact_email"]; there && d.Key == "decision_maker" {
				t.Errorf("%s reads of an answer that never comes", d.Key)
			}
		}
		for key := range alone.Properties {
			if f, there := page.Form.Fields[key]; there && f.Level != "write" {
				t.Errorf("%s is offered %s, which they may only %s", d.Key, key, f.Level)
			}
		}
		if len(alone.Properties) == 0 || !slices.Equal(slices.Sorted(maps.Keys(alone.Properties)), slices.Sorted(maps.Keys(inside.Properties))) {
			t.Errorf("%s: the schema has %d fields, the document %d", d.Key, len(alone.Properties), len(inside.Properties))
		}
		sizes[len(alone.Properties)] = true
	}
	if len(sizes) < 2 {
		t.Errorf("all roles are offered the same: %v", sizes)
	}
}

// What colleagues were told about a record is read by whoever may read the log, what customers were by all its readers.
func TestMessagesToColleaguesTakeTheGrant(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "客服", Roles: []string{"suggestions/cs_agent"}})
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "管", Admin: true})
	at := suggestions + "/" + id(agent.must(201, "POST", suggestions, matrixRecord("给同事的通知"))) + "/messages"
	agent.must(200, "GET", at, nil)
	agent.must(403, "GET", at+"?all=1", nil)
	boss.must(200, "GET", at+"?all=1", nil)
	secret, _ := boss.token(junk{"name": "liest", "scopes": []string{"read"}})
	if got := r.machine(secret).send("GET", at+"?all=1", nil); got.status != 403 || !strings.HasPrefix(got.problems()[0], "token.scope") {
		t.Errorf("a token that may read: %d %s", got.status, got.body)
	}
	r.machine(secret).must(200, "GET", at, nil)
}

// The document follows what is published: a new field is in the schemas of its form at once, for reading and writing,
// and gone again when the release before it is restored.
func TestDocumentFollowsWhatIsPublished(t *testing.T) {
	r, one, _ := tickets(t)
	has := func() (n int) {
		t.Helper()
		for _, name := range []string{"desk_ticket_create", "desk_ticket"} {
			schema := one.document().Components.Schemas[name]
			if len(schema) == 0 {
				t.Fatalf("no schema %s", name)
			}
			if bytes.Contains(schema, []byte(`"colour"`)) {
				n++
			}
		}
		return n
	}
	if n := has(); n != 0 {
		t.Fatalf("%d schemas know a field that nobody made", n)
	}
	r.republish("form", "ticket", func(spec map[string]any) {
		spec["fields"] = append(spec["fields"].([]any), junk{"key": "colour", "type": "text", "title": "颜色"})
	})
	if n := has(); n != 2 {
		t.Errorf("%d of 2 schemas have the new field", n)
	}
	one.must(201, "POST", records, junk{"data": junk{"title": "红色的", "colour": "红"}})
	a, _ := r.s.Apps.Get("desk")
	if _, problems, err := r.s.Publisher.Restore(t.Context(), "desk", 1, a.Release, "test", runtime.MigrationOrder{}); err != nil || problems.Err() != nil {
		t.Fatal(err, problems.In("en"))
	}
	if n := has(); n != 0 {
		t.Errorf("%d schemas still have a field of another release", n)
	}
}
