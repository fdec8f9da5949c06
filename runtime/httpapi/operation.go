package httpapi

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime/openapi"
)

// operation is a route that programs may use with a token, and what the OpenAPI document says about it. The lists of
// operations are the one place that says which routes those are: a route that stands in none is for people only.
type operation struct {
	route  string // "GET /tasks", as declared
	scope  string // that the token must have; "" = any token
	anyApp bool   // belongs to no app, and a token for some apps may use it all the same

	id      string
	title   definition.Text
	tag     string
	right   string           // action that the caller must be allowed on a form to be told of the operation for it
	only    func(place) bool // forms that have it; nil = all
	query   []parameter
	keyed   bool // takes an Idempotency-Key
	version bool // takes an If-Match
	must    bool // and refuses without
	body    shape
	upload  bool // the body is a file
	empty   bool // the answer has no content
	answer  shape
	file    bool  // the answer is a file
	stream  bool  // the answer is a stream of events
	status  int   // of success; 200, or 204 when there is no content, where 0
	also    int   // another status of success
	refuses []int // statuses beyond those that follow from all this
}

// parameter is one of the query.
type parameter struct {
	name   string
	schema openapi.Schema
	text   definition.Text
}

// mostAtOnce is how many entries a page of a list has at most.
const mostAtOnce = 200

// understands refuses a size of a page that is none, and on a list what it is not asked for by: a filter that is
// mistyped must not answer with everything.
func (op operation) understands(c *fiber.Ctx) (problems problem.List) {
	c.Context().QueryArgs().VisitAll(func(key, value []byte) {
		name := string(key)
		if name != "lang" && len(op.query) > 0 && !slices.ContainsFunc(op.query, func(q parameter) bool { return q.name == name }) {
			problems.Add("request.parameter_unknown", problem.Pointer(name), "name", name)
		} else if n, err := strconv.Atoi(string(value)); name == "limit" && (err != nil || n < 1 || n > mostAtOnce) {
			problems.Add("request.limit", "/limit", "max", mostAtOnce)
		}
	})
	return problems
}

// shape makes the schema of a body or an answer.
type shape func(w *writer) openapi.Schema

const (
	formPath   = "/apps/:app/forms/:form"
	recordPath = formPath + "/records/:id"
)

// operations are the routes for programs by their declaration.
var operations = func() map[string]operation {
	out := map[string]operation{}
	for _, op := range allOperations() {
		out[op.route] = op
	}
	return out
}()

// allOperations lists them in the order of the document.
func allOperations() []operation {
	return slices.Concat(recordOperations, workOperations, adminOperations, []operation{documentOperation})
}

func both(zh, en string) definition.Text { return definition.Text{"zh": zh, "en": en} }

// of is the shape of a Go value.
func of[T any](w *writer) openapi.Schema { return openapi.Of[T](w.Shapes) }

// pageOf is the shape of a page of a list: what is on it, and where the next one begins.
func pageOf[T any](w *writer) openapi.Schema {
	return openapi.Object(map[string]openapi.Schema{"items": openapi.List(of[T](w)), "next": {"type": "string"}}, nil)
}

// itemsOf is the shape of a list that comes whole.
func itemsOf[T any](w *writer) openapi.Schema {
	return openapi.Object(map[string]openapi.Schema{"items": openapi.List(of[T](w))}, nil)
}

// fields is the shape of an object with these schemas, all required.
func fields(required map[string]openapi.Schema) shape {
	return func(*writer) openapi.Schema { return openapi.Object(required, nil) }
}

// The schemas that several operations use.
var (
	anyText  = openapi.Schema{"type": "string"}
	anyBool  = openapi.Schema{"type": "boolean"}
	anyCount = openapi.Schema{"type": "integer", "minimum": 0}
	anyFlag  = openapi.Schema{"type": "string", "enum": []string{"1"}}
)

// The parameters that several operations take.
var (
	byLimit  = parameter{"limit", openapi.Schema{"type": "integer", "minimum": 1, "maximum": mostAtOnce}, both("一页多少条", "How many at once")}
	byAfter  = parameter{"after", anyText, both("上一页的 next", "The next of the page before")}
	byWords  = parameter{"q", anyText, both("名称、拼音或编号的一部分", "A part of the name, its pinyin or the number")}
	paged    = []parameter{byLimit, byAfter}
	everyone = parameter{"all", anyFlag, both("1 = 全部", "1 = all of them")}
)
