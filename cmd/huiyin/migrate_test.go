package main

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/runtime"
)

// adopted brings a suggestion as far as the planning.
func (g *stage) adopted(name string) {
	g.t.Helper()
	g.step(step{As: "agent", Do: "create", Form: "suggestion", Save: name, Data: map[string]any{"title": "导出报表时可以选择字段 " + name, "description": "每次导出都是全部字段，几十列要手工删。",
		"suggestion_type": "optimize", "module": "report", "urgency": "medium", "importance": "medium", "channel": "hotline", "anonymous": true}})
	g.step(step{As: "triager", Do: "act", Record: name, Button: "classified", Data: map[string]any{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"}})
	g.step(step{As: "pm", Do: "act", Record: name, Button: "accept", Data: map[string]any{"impact_breadth": 5, "impact_depth": 4, "strategic_fit": 3, "effort_resource": 2, "effort_difficulty": 2}})
}

// redesign saves a draft of a definition with a change made to its spec.
func (g *stage) redesign(kind, key string, change func(spec map[string]any)) {
	g.t.Helper()
	admin := g.as("admin")
	got := admin.send("GET", app+"/definitions/"+kind+"/"+key, nil)
	var def map[string]any
	if err := got.into(&def); err != nil || got.status != 200 {
		g.t.Fatalf("%d %s", got.status, got.body)
	}
	change(def["spec"].(map[string]any))
	admin.must(200, "PUT", app+"/drafts", def)
}

// withReview puts a status with a step and an SLA between the planning and the development.
func withReview(spec map[string]any) {
	add := func(list, text string) {
		var one any
		if err := json.Unmarshal([]byte(text), &one); err != nil {
			panic(err)
		}
		spec[list] = append(spec[list].([]any), one)
	}
	add("statuses", `{"key":"reviewing","title":{"zh":"方案评审中","en":"Under review"},"category":"active","owner":"evaluator"}`)
	add("nodes", `{"key":"review","type":"human","status":"reviewing","title":{"zh":"评审","en":"Review"},"settings":{"mode":"one","buttons":[{"key":"passed","kind":"complete","primary":true,"title":{"zh":"评审通过","en":"Passed"}}]}}`)
	add("transitions", `{"key":"reviewed","from":"review","on":"passed","to":"create_dev_task"}`)
	add("slas", `{"key":"review","title":{"zh":"评审","en":"Review"},"kind":"stage_complete","calendar":"cal_work","start":["enter:reviewing"],"stop":["leave:reviewing"],"target":[{"in":{"working":"P2D"}}]}`)
	for _, t := range spec["transitions"].([]any) {
		if one := t.(map[string]any); one["key"] == "planned" {
			one["to"] = "review"
		}
	}
}

func (g *stage) flow(name string) (status string, buttons []string) {
	g.t.Helper()
	got := g.as("pm").must(200, "GET", g.pathOf(name), nil)
	status, _ = dig(got, "process", "status", "key").(string)
	list, _ := dig(got, "process", "tasks", 0, "buttons").([]any)
	for _, b := range list {
		key, _ := dig(b, "key").(string)
		buttons = append(buttons, key)
	}
	return status, buttons
}

// plannedBy presses the button of the planning.
func (g *stage) plannedBy(name string) {
	g.t.Helper()
	g.step(step{As: "pm", Do: "act", Record: name, Button: "scheduled", Data: map[string]any{"planned_release": "2026-04-15", "rd_owner": map[string]any{"user": "dev"}}})
}

func (g *stage) wants(name, status string) {
	g.t.Helper()
	if got, _ := g.flow(name); got != status {
		g.t.Errorf("%s is %s instead of %s", name, got, status)
	}
}

// P-20, P-11: on the running SOP a status is added, records in flight go on by the new flow, one that is left behind by
// choice keeps statuses and buttons while its form is current, and restoring goes the same way back.
func TestRunningRecordsMoveToANewRelease(t *testing.T) {
	g := devStage(t)
	admin := g.as("admin")
	g.adopted("goes")
	g.adopted("stays")
	kept, _ := admin.must(200, "GET", g.pathOf("stays"), nil)["id"].(string)
	g.redesign("process", "suggestion_sop", withReview)
	g.redesign("form", "suggestion", func(spec map[string]any) {
		spec["fields"] = append(spec["fields"].([]any), map[string]any{"key": "review_note", "type": "text", "title": map[string]any{"zh": "评审意见", "en": "Review note"}})
	})
	seen := admin.must(200, "POST", app+"/migration/preview", nil)
	if dig(seen, "processes", 0, "running") != 2.0 || dig(seen, "processes", 0, "moving") != 2.0 || dig(seen, "processes", 0, "going", 1, "no") == nil || dig(seen, "processes", 0, "failing") != 0.0 {
		t.Errorf("preview: %v", seen)
	}
	admin.must(201, "POST", app+"/publish", map[string]any{"note": "评审", "expect": 1, "migration": map[string]any{"stay": []string{kept}}})
	g.tick()
	got := admin.must(200, "GET", app+"/migration", nil)
	if got["state"] != "done" || got["total"] != 2.0 || got["moved"] != 1.0 || got["pinned"] != 1.0 || got["failed"] != 0.0 || dig(got, "items", 0, "record", "id") != kept {
		t.Errorf("progress: %v", got)
	}
	g.plannedBy("goes")
	g.wants("goes", "reviewing")
	if due := dig(admin.must(200, "GET", g.pathOf("goes"), nil), "process", "slas"); !strings.Contains(asJSON(map[string]any{"x": due}), `"review"`) {
		t.Errorf("the new SLA does not run: %v", due)
	}
	admin.must(200, "PATCH", g.pathOf("stays"), map[string]any{"data": map[string]any{"review_note": "表单是新的"}}, "If-Match", admin.send("GET", g.pathOf("stays"), nil).etag)
	g.plannedBy("stays")
	if status, buttons := g.flow("stays"); status != "developing" {
		t.Errorf("the record left behind is %s with %v", status, buttons)
	}
	history := string(admin.send("GET", g.pathOf("goes")+"/timeline?all=1&lang=zh", nil).body)
	if !strings.Contains(history, "process_migrated") || !strings.Contains(history, "转到第 2 版流程（原为第 1 版）") {
		t.Errorf("history: %s", history)
	}

	back := app + "/releases/1/restore"
	if a := admin.send("POST", back, nil); a.status != 422 || !slices.Contains(a.problems(), "release.needs_mapping") {
		t.Fatalf("restored over a record under review: %d %s", a.status, a.body)
	}
	seen = admin.must(200, "POST", app+"/migration/preview", map[string]any{"restore": 1})
	if dig(seen, "processes", 0, "places", 0, "status") != "reviewing" || dig(seen, "processes", 0, "places", 0, "records", 0, "title") != "导出报表时可以选择字段 goes" {
		t.Errorf("preview of the restore: %v", seen)
	}
	admin.must(201, "POST", back, map[string]any{"migration": map[string]any{"plan": map[string]any{"suggestion_sop": map[string]any{"statuses": map[string]any{"reviewing": "accepted"}}}}})
	g.tick()
	if status, buttons := g.flow("goes"); status != "accepted" || !slices.Contains(buttons, "scheduled") {
		t.Errorf("after the restore: %s %v", status, buttons)
	}
}

// P-20: a status that goes while records stand in it needs a mapping or the choice to leave them; what was left can be
// taken along later.
func TestARemovedStatusNeedsAMapping(t *testing.T) {
	g := devStage(t)
	admin := g.as("admin")
	g.redesign("process", "suggestion_sop", withReview)
	admin.must(201, "POST", app+"/publish", map[string]any{"note": "", "expect": 1})
	g.adopted("one")
	g.plannedBy("one")
	g.adopted("two")
	g.redesign("process", "suggestion_sop", func(spec map[string]any) {
		for _, list := range []string{"statuses", "nodes", "transitions", "slas"} {
			spec[list] = slices.DeleteFunc(spec[list].([]any), func(v any) bool {
				return slices.Contains([]any{"reviewing", "review", "reviewed"}, dig(v, "key"))
			})
		}
		for _, v := range spec["transitions"].([]any) {
			if one := v.(map[string]any); one["key"] == "planned" {
				one["to"] = "create_dev_task"
			}
		}
	})
	plan := func(to string) map[string]any {
		return map[string]any{"plan": map[string]any{"suggestion_sop": map[string]any{"nodes": map[string]any{"review": to}}}}
	}
	publish := func(migration any) answer {
		return admin.send("POST", app+"/publish", map[string]any{"note": "", "expect": 2, "migration": migration})
	}
	if a := publish(map[string]any{}); a.status != 422 || !slices.Contains(a.problems(), "release.needs_mapping") {
		t.Fatalf("published without a mapping: %d %s", a.status, a.body)
	}
	wrong := admin.must(200, "POST", app+"/migration/preview", plan("done"))
	if dig(wrong, "processes", 0, "failing") != 1.0 || dig(wrong, "processes", 0, "places", 0, "problems", 0, "code") != "process.migrate_target" {
		t.Errorf("a mapping to an end: %v", wrong)
	}
	if a := publish(plan("done")); a.status != 422 {
		t.Errorf("published with a mapping that leads nowhere: %d", a.status)
	}
	right := admin.must(200, "POST", app+"/migration/preview", plan("develop"))
	if dig(right, "processes", 0, "failing") != 0.0 || dig(right, "processes", 0, "mapped") != 1.0 || dig(right, "processes", 0, "moving") != 1.0 {
		t.Errorf("the dry run: %v", right)
	}
	if a := publish(map[string]any{"pin": true}); a.status != 201 {
		t.Fatalf("left behind by choice: %d %s", a.status, a.body)
	}
	g.tick()
	g.wants("one", "reviewing")
	if got := admin.must(200, "GET", app+"/migration?state=pinned", nil); got["pinned"] != 1.0 || got["moved"] != 1.0 || dig(got, "items", 0, "state") != "pinned" {
		t.Errorf("progress: %v", got)
	}
	if a := g.as("pm").send("POST", app+"/migration/retry", nil); a.status != 403 {
		t.Errorf("a product manager retries: %d", a.status)
	}
	again := plan("develop")
	again["unpin"] = true
	admin.must(202, "POST", app+"/migration/retry", again)
	g.tick()
	g.wants("one", "developing")
	if got := admin.must(200, "GET", app+"/migration", nil); got["state"] != "done" || got["pinned"] != 0.0 || got["failed"] != 0.0 || dig(got, "items", 0, "state") != "moved" {
		t.Errorf("after the retry: %v", got)
	}
	g.step(step{Do: "expect", Expect: &expectation{Record: "one", Owner: "dev"}})
}

// P-20: a field that the flow of running records needs may go when they move on with it, and not while one stays behind.
func TestWhatLeftRecordsNeedStays(t *testing.T) {
	g := devStage(t)
	admin := g.as("admin")
	edits := func(spec map[string]any, change func([]any) []any) {
		for _, n := range spec["nodes"].([]any) {
			if dig(n, "key") == "schedule" {
				fields := dig(n, "settings", "fields").(map[string]any)
				fields["edit"] = change(fields["edit"].([]any))
			}
		}
	}
	named := func(v any) bool { return v == "review_note" || dig(v, "key") == "review_note" }
	g.redesign("form", "suggestion", func(spec map[string]any) {
		spec["fields"] = append(spec["fields"].([]any), map[string]any{"key": "review_note", "type": "text", "title": "评审意见"})
	})
	g.redesign("process", "suggestion_sop", func(spec map[string]any) {
		edits(spec, func(list []any) []any { return append(list, "review_note") })
	})
	admin.must(201, "POST", app+"/publish", map[string]any{"note": "", "expect": 1})
	g.adopted("one")
	g.redesign("form", "suggestion", func(spec map[string]any) {
		spec["fields"] = slices.DeleteFunc(spec["fields"].([]any), named)
	})
	g.redesign("process", "suggestion_sop", func(spec map[string]any) {
		edits(spec, func(list []any) []any { return slices.DeleteFunc(list, named) })
	})
	publish := func(migration any) answer {
		return admin.send("POST", app+"/publish", map[string]any{"note": "", "expect": 2, "migration": migration})
	}
	if a := publish(map[string]any{"keep": true}); a.status != 422 || !slices.Contains(a.problems(), "release.still_used") {
		t.Errorf("left a record behind without what it needs: %d %s", a.status, a.body)
	}
	if a := publish(nil); a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	g.tick()
	if got := admin.must(200, "GET", app+"/migration", nil); got["moved"] != 1.0 || got["failed"] != 0.0 || got["left"] != 0.0 {
		t.Errorf("progress: %v", got)
	}
	g.plannedBy("one")
	g.wants("one", "developing")
}

// P-20, O-03: a migration that is broken off is carried on by another node once the first has not been heard of, and
// every record is moved once.
func TestABrokenOffMigrationIsCarriedOn(t *testing.T) {
	const records = 130
	r, admin, agent := designer(t)
	var first string
	for i := range records {
		got := agent.must(201, "POST", suggestions, matrixRecord("第几条建议 "+strconv.Itoa(i)))
		if i == 0 {
			first, _ = got["id"].(string)
		}
	}
	def, _ := retitle(t, admin, "顾客心声")
	admin.must(200, "PUT", app+"/drafts", def)
	admin.must(201, "POST", app+"/publish", map[string]any{"note": "", "expect": 1})
	ctx, cancel := context.WithCancel(t.Context())
	moved, wrote := 0, r.s.Submitter.Wrote
	r.s.Submitter.Wrote = func(old, new *engine.Record) {
		if wrote(old, new); old.Proc.Release != new.Proc.Release {
			moved++
		}
		if moved == 40 {
			cancel()
		}
	}
	if err := r.s.Migrator.Work(ctx); err == nil || moved != 40 {
		t.Fatalf("not broken off: %v, %d moved", err, moved)
	}
	another := &runtime.Migrator{Name: "another", Submitter: r.s.Submitter}
	progress := func(state string, left int) {
		t.Helper()
		if got := admin.must(200, "GET", app+"/migration", nil); got["state"] != state || got["total"] != float64(records) || got["left"] != float64(left) || got["moved"] != float64(records-left) {
			t.Errorf("progress: %v", got)
		}
	}
	for range 2 {
		if err := another.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		if moved == 40 {
			progress("running", records-40)
		}
		r.clock.set(r.clock.Now().Add(time.Minute))
	}
	progress("done", 0)
	if moved != records {
		t.Errorf("%d moves of %d records", moved, records)
	}
	if history := string(admin.send("GET", suggestions+"/"+first+"/timeline?all=1", nil).body); strings.Count(history, `"process_migrated"`) != 1 {
		t.Errorf("history: %s", history)
	}
	if a := admin.send("POST", app+"/migration/retry", nil); a.status != 202 {
		t.Errorf("retry: %d %s", a.status, a.body)
	}
	if a := admin.send("POST", app+"/migration/retry", nil); a.status != 422 || !slices.Contains(a.problems(), "migration.running") {
		t.Errorf("a second retry at the same time: %d %s", a.status, a.body)
	}
}

// P-20, B-12: an option that goes while records hold it is counted, and its records get the one named instead.
func TestAnOptionThatGoesIsReplaced(t *testing.T) {
	r, admin, agent := designer(t)
	hold := func(title, module string) string {
		id, _ := agent.must(201, "POST", suggestions, junk{"data": junk{"title": title, "description": "希望导出时可以选择需要的字段", "suggestion_type": "optimize",
			"module": module, "channel": "hotline", "urgency": "low", "importance": "low", "customer_name": "李四", "want_reply": false}})["id"].(string)
		return id
	}
	one, other := hold("报表导出太慢了", "report"), hold("登录页面打不开了", "report")
	to := unlist(t, admin, "module", "report")
	seen := admin.must(200, "POST", app+"/migration/preview", nil)
	if dig(seen, "options", 0, "option") != "report" || dig(seen, "options", 0, "count") != 2.0 || dig(seen, "options", 0, "field") != "module" {
		t.Fatalf("preview: %v", seen["options"])
	}
	refused := admin.send("POST", app+"/publish", map[string]any{"note": "", "expect": 1})
	if at := strings.Join(refused.problems(), " "); refused.status != 422 || !strings.HasPrefix(at, "release.options_held /form/suggestion/spec/fields/") || !strings.Contains(string(refused.body), "2 条记录的") {
		t.Fatalf("published over held options: %d %s", refused.status, refused.body)
	}
	admin.must(201, "POST", app+"/publish", map[string]any{"note": "", "expect": 1, "migration": map[string]any{
		"values": []any{map[string]any{"form": "suggestion", "field": "module", "from": "report", "to": to}}}})
	r.tick()
	for _, id := range []string{one, other} {
		if got := agent.must(200, "GET", suggestions+"/"+id, nil); dig(got, "view", "values", "module") != to {
			t.Errorf("module is %v instead of %s", dig(got, "view", "values", "module"), to)
		}
	}
}

// unlist drafts a list of a field without an option, and returns one that is left.
func unlist(t *testing.T, admin *browser, field, option string) (left string) {
	t.Helper()
	form := admin.must(200, "GET", app+"/definitions/form/suggestion", nil)
	list := ""
	for _, f := range dig(form, "spec", "fields").([]any) {
		if dig(f, "key") == field {
			list, _ = dig(f, "settings", "list").(string)
		}
	}
	def := admin.must(200, "GET", app+"/definitions/list/"+list, nil)
	spec := def["spec"].(map[string]any)
	spec["options"] = slices.DeleteFunc(spec["options"].([]any), func(o any) bool {
		if key, _ := dig(o, "key").(string); key != option {
			left = key
		}
		return dig(o, "key") == option
	})
	admin.must(200, "PUT", app+"/drafts", def)
	return left
}

// P-20: or records keep the option that goes, if somebody says so.
func TestAnOptionThatGoesIsKept(t *testing.T) {
	r, admin, _ := designer(t)
	id, _ := admin.must(201, "POST", app+"/forms/suggestion/records", matrixRecord("选项没有了"))["id"].(string)
	before := dig(admin.must(200, "GET", suggestions+"/"+id, nil), "view", "values", "channel")
	unlist(t, admin, "channel", before.(string))
	admin.must(201, "POST", app+"/publish", map[string]any{"expect": 1, "migration": map[string]any{
		"values": []any{map[string]any{"form": "suggestion", "field": "channel", "from": before, "keep": true}}}})
	r.tick()
	if now := dig(admin.must(200, "GET", suggestions+"/"+id, nil), "view", "values", "channel"); now != before {
		t.Errorf("channel was %v and is %v", before, now)
	}
}
