package httpapi

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/runtime/openapi"
)

// writer writes the OpenAPI document for one reader: every operation, and those on forms for each form that the reader
// may use in that way.
type writer struct {
	*openapi.Document
	lang  string
	place place // that the operation at hand is on
}

func (a *API) documentRoutes(r fiber.Router) {
	r.Get("/openapi.json", a.getDocument)
	r.Get("/apps/:app/forms/:form/schema", a.getSchema)
}

// getDocument answers with what the caller may do over HTTP, in their language.
func (a *API) getDocument(c *fiber.Ctx) error {
	w := &writer{lang: a.lang(c)}
	say := func(code string, params map[string]any) string { return problem.Sentence(w.lang, code, params) }
	w.Document = openapi.New(say("api.title", nil), "1", say("api.intro", map[string]any{"rate": a.TokenRate}), "/api/v1")
	for _, tag := range []struct{ key, code string }{{"records", "api.tag.records"}, {"forms", "api.tag.forms"}, {"work", "api.tag.work"},
		{"files", "api.tag.files"}, {"operate", "api.tag.operate"}} {
		w.Tag(tag.key, say(tag.code, nil))
	}
	w.Secure("token", map[string]string{"type": "http", "scheme": "bearer", "description": say("api.token", nil)})
	w.refusals()
	for _, op := range allOperations() {
		if _, path, _ := strings.Cut(op.route, " "); !strings.HasPrefix(path, "/apps/:app/") {
			w.add(op, path)
		} else {
			a.addPlaces(c, w, op, path)
		}
	}
	return c.JSON(w.Document)
}

// addPlaces adds an operation for every app, or form, where the caller may carry it out.
func (a *API) addPlaces(c *fiber.Ctx, w *writer, op operation, path string) {
	for _, app := range a.Apps.All() {
		who := a.who(c, app.Key)
		at := strings.Replace(path, ":app", app.Key, 1)
		if !strings.Contains(path, ":form") {
			if who.Admin || len(who.Roles) > 0 {
				w.place = place{app: app, who: who, lang: w.lang}
				w.add(op, at)
			}
			continue
		}
		for _, f := range app.Forms() {
			w.place = place{app: app, form: f, who: who, lang: w.lang}
			if w.place.documents(op) {
				w.add(op, strings.Replace(at, ":form", f.Key(), 1))
			}
		}
	}
	w.place = place{}
}

// documents reports whether an operation is there for a form, and for the caller.
func (p place) documents(op operation) bool {
	spec := p.form.Spec()
	filled := spec.ReadOnly || spec.Dataset != "" // by the engine, by nobody else
	if spec.Task || filled && op.right != "read" && op.right != "export" || op.only != nil && !op.only(p) {
		return false
	}
	return p.app.Policy().Allow(access.Question{Who: p.who, Action: op.right, Form: p.form.Key()}).Allowed
}

// add adds an operation at the path that its route has there.
func (w *writer) add(op operation, path string) {
	method, _, _ := strings.Cut(op.route, " ")
	path = braced(path)
	o := openapi.Operation{ID: op.id, Summary: op.title.In(w.lang), Tags: []string{op.tag}, Answers: w.answers(op, path),
		Parameters: w.parameters(op, path), Security: []map[string][]string{{"token": {}}}}
	if op.scope != "" {
		o.Security[0]["token"] = []string{op.scope}
		o.Text = problem.Sentence(w.lang, "api.scope", map[string]any{"scope": op.scope})
	}
	if w.place.app != nil {
		o.ID += "_" + w.place.app.Key
	}
	if w.place.form != nil {
		o.ID += "_" + w.place.form.Key()
		o.Summary += " — " + w.place.form.Title().In(w.lang)
	}
	switch {
	case op.upload:
		o.Body = &openapi.Body{Required: true, Content: map[string]openapi.Content{fiber.MIMEMultipartForm: {Schema: openapi.Object(
			map[string]openapi.Schema{"file": {"type": "string", "format": "binary"}}, nil)}}}
	case op.body != nil:
		o.Body = &openapi.Body{Required: true, Content: map[string]openapi.Content{fiber.MIMEApplicationJSON: {Schema: op.body(w)}}}
	}
	w.Add(method, path, o)
}

// braced writes the parameters of a path as the document does.
func braced(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if name, ok := strings.CutPrefix(part, ":"); ok {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

func (w *writer) parameters(op operation, path string) []openapi.Parameter {
	var out []openapi.Parameter
	for _, name := range openapi.Placeholders(path) {
		p := openapi.Parameter{Name: name, In: "path", Required: true, Schema: openapi.Schema{"type": "string", "minLength": 1}}
		if name == "decision" {
			p.Schema["enum"] = []string{"retry", "skip"}
		}
		out = append(out, p)
	}
	for _, q := range op.query {
		out = append(out, openapi.Parameter{Name: q.name, In: "query", Text: q.text.In(w.lang), Schema: q.schema})
	}
	if op.keyed {
		out = append(out, openapi.Parameter{Name: "Idempotency-Key", In: "header", Text: problem.Sentence(w.lang, "api.key", nil),
			Schema: openapi.Schema{"type": "string", "maxLength": 128}})
	}
	if op.version {
		out = append(out, openapi.Parameter{Name: fiber.HeaderIfMatch, In: "header", Required: op.must, Text: problem.Sentence(w.lang, "api.match", nil),
			Schema: openapi.Schema{"type": "string", "pattern": `^"[1-9][0-9]{0,15}"$`}})
	}
	return append(out, openapi.Parameter{Name: "lang", In: "query", Text: problem.Sentence(w.lang, "api.lang", nil),
		Schema: openapi.Schema{"type": "string", "enum": problem.Languages}})
}

// usual are the statuses that any operation may refuse with: no or a wrong token, one that may not, too much of an
// address and headers, too many requests, a store that is away.
var usual = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestHeaderFieldsTooLarge, http.StatusTooManyRequests, http.StatusServiceUnavailable}

// refusing lists every status that an operation refuses with.
func (op operation) refusing() []int {
	out := slices.Concat(usual, op.refuses)
	if strings.Contains(op.route, "/:") {
		out = append(out, http.StatusNotFound)
	}
	if op.keyed { // a key that is too long
		out = append(out, http.StatusUnprocessableEntity)
	}
	if len(op.query) > 0 || op.version || op.body != nil {
		out = append(out, http.StatusBadRequest, http.StatusUnprocessableEntity)
	}
	if method, _, _ := strings.Cut(op.route, " "); method != http.MethodGet {
		out = append(out, http.StatusRequestEntityTooLarge)
		if !op.upload {
			out = append(out, http.StatusUnsupportedMediaType)
		}
	}
	if op.upload {
		out = append(out, http.StatusBadRequest, http.StatusUnprocessableEntity)
	}
	if op.version || op.keyed {
		out = append(out, http.StatusConflict)
	}
	if op.must {
		out = append(out, http.StatusPreconditionRequired)
	}
	return out
}

// answers are all statuses of an operation.
func (w *writer) answers(op operation, path string) map[string]any {
	out := map[string]any{}
	for _, status := range openapi.Statuses(op.refusing()...) {
		out[status] = map[string]string{"$ref": "#/components/responses/Refused" + status}
	}
	status := op.status
	switch {
	case status == 0 && op.empty:
		status = http.StatusNoContent
	case status == 0:
		status = http.StatusOK
	}
	done := openapi.Answer{Text: problem.Sentence(w.lang, "api.done", nil)}
	switch {
	case op.file:
		done.Content = map[string]openapi.Content{"*/*": {Schema: openapi.Schema{}}}
	case op.stream:
		done.Content = map[string]openapi.Content{"text/event-stream": {Schema: anyText}}
	case !op.empty:
		done.Content = map[string]openapi.Content{fiber.MIMEApplicationJSON: {Schema: op.answer(w)}}
	}
	out[strconv.Itoa(status)] = done
	if op.also != 0 {
		out[strconv.Itoa(op.also)] = done
	}
	return out
}

// refusals shares one answer for every status that anything is refused with.
func (w *writer) refusals() {
	seen := map[int]bool{}
	for _, op := range allOperations() {
		for _, status := range op.refusing() {
			seen[status] = true
		}
	}
	for _, status := range slices.Sorted(maps.Keys(seen)) {
		a := openapi.Answer{Text: problem.Sentence(w.lang, "api.status."+strconv.Itoa(status), nil),
			Content: map[string]openapi.Content{"application/problem+json": {Schema: openapi.Of[Failure](w.Shapes)}}}
		switch status {
		case http.StatusTooManyRequests:
			a.Headers = map[string]openapi.Header{fiber.HeaderRetryAfter: {Schema: openapi.Schema{"type": "string", "pattern": "^[0-9]+$"}}}
		case http.StatusUnauthorized:
			a.Headers = map[string]openapi.Header{fiber.HeaderWWWAuthenticate: {Schema: anyText}}
		}
		w.Share("Refused"+strconv.Itoa(status), a)
	}
}
