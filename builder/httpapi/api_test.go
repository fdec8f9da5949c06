package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder/buildertest"
	designapi "huiyin/builder/httpapi"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
	"huiyin/runtime/store"
)

// studio is the HTTP face of the builder on an embedded store, with an app installed.
type studio struct {
	*testing.T
	web    *fiber.App
	people *runtime.People
	book   *runtime.SessionBook
	store  store.Store
	shelf  fstest.MapFS
}

func file(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func packages() fstest.MapFS {
	return fstest.MapFS{
		"base/app.json": file(`{"kind":"app","key":"shop","title":{"zh":"商店","en":"Shop"},"description":{"zh":"卖东西","en":"Sells"},"schemaVersion":1,"spec":{"name":"base","version":"1.0.0","app":"shop"}}`),
		"base/forms/order.json": file(`{"kind":"form","key":"order","title":{"zh":"订单","en":"Order"},"schemaVersion":1,"spec":{"fields":[
		{"key":"title","type":"text","title":"标题"}]}}`),
		"base/roles/designer.json": file(`{"kind":"role","key":"designer","title":"设计者","schemaVersion":1,"spec":{"permissions":[],"grants":["design"]}}`),
		"base/roles/clerk.json":    file(`{"kind":"role","key":"clerk","title":"店员","schemaVersion":1,"spec":{"permissions":[{"form":"order","actions":["create","read"],"scope":"all","fieldsDefault":"write"}]}}`),
		"more/app.json":            file(`{"kind":"app","key":"shop","title":{"zh":"商店加强","en":"Shop plus"},"schemaVersion":1,"spec":{"name":"more","version":"2.0.0","app":"shop","requires":["base"]}}`),
		"more/lists/kinds.json":    file(`{"kind":"list","key":"kinds","title":"类别","schemaVersion":1,"spec":{"options":[{"key":"a","title":"甲"}]}}`),
	}
}

func open(t *testing.T) *studio {
	t.Helper()
	shelf := packages()
	b := buildertest.Open(t, shelf, time.Now)
	st, apps := b.Store, b.Apps
	audit := &runtime.AuditLog{Store: st, Now: time.Now}
	people := &runtime.People{Store: st, Apps: apps, Now: time.Now}
	design := &designapi.API{Publisher: b.Publisher, Installer: b.Installer, Drafts: b.Drafts, Audit: audit}
	book := &runtime.SessionBook{Store: st, People: people, Now: time.Now}
	keys, err := runtime.NewKeys([]byte("a root key for tests only"))
	if err != nil {
		t.Fatal(err)
	}
	submitter := &runtime.Submitter{Apps: apps, Store: st, Links: runtime.Links{Keys: keys}, Now: time.Now}
	web := httpapi.New(&httpapi.API{Apps: apps, People: people, Sessions: book, Audit: audit, Submitter: submitter, Now: time.Now,
		CheckSetup: design.CheckSetup, Setup: design.Setup, Offers: design.Offers, Mount: []func(fiber.Router, *httpapi.API){design.Mount}})
	s := &studio{T: t, web: web, people: people, book: book, store: st, shelf: shelf}
	if _, problems, err := design.Installer.Install(t.Context(), "base", "u_0", runtime.MigrationOrder{}); err != nil || problems.Err() != nil {
		t.Fatal(problems, err)
	}
	return s
}

// client sends requests as one person.
type client struct {
	*studio
	cookie, csrf string
}

func (s *studio) person(id string, admin bool, roles ...string) *client {
	s.Helper()
	u := &runtime.User{ID: id, Login: id, Name: "人" + id, Active: true, Admin: admin, Roles: append([]string{}, roles...), Language: "zh"}
	if err := s.people.Save(s.Context(), u); err != nil {
		s.Fatal(err)
	}
	secret, session, err := s.book.Open(s.Context(), id, "test", "127.0.0.1")
	if err != nil {
		s.Fatal(err)
	}
	return &client{studio: s, cookie: "huiyin_session=" + secret, csrf: session.CSRF}
}

// reply is what came back.
type reply struct {
	status int
	etag   string
	body   []byte
}

func (r reply) into(v any) error { return json.Unmarshal(r.body, v) }

// problems lists "code pointer".
func (r reply) problems() []string {
	var f struct {
		Problems []struct{ Code, Pointer, Message string }
	}
	_ = r.into(&f)
	var out []string
	for _, p := range f.Problems {
		if p.Message == "" || p.Message == p.Code {
			out = append(out, "no sentence for "+p.Code)
		}
		out = append(out, strings.TrimSpace(p.Code+" "+p.Pointer))
	}
	return out
}

func (c *client) send(method, path string, body any, head ...string) reply {
	c.Helper()
	var content io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		content = strings.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			c.Fatal(err)
		}
		content = bytes.NewReader(raw)
	}
	req := httptest.NewRequest(method, "/api/v1"+path, content)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Cookie", c.cookie)
	req.Header.Set("X-CSRF-Token", c.csrf)
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	res, err := c.web.Test(req, 10_000)
	if err != nil {
		c.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		c.Fatal(err)
	}
	return reply{status: res.StatusCode, etag: res.Header.Get("ETag"), body: raw}
}

// must sends and expects a status.
func (c *client) must(status int, method, path string, body any, head ...string) reply {
	c.Helper()
	r := c.send(method, path, body, head...)
	if r.status != status {
		c.Fatalf("%s %s: %d instead of %d: %s", method, path, r.status, status, r.body)
	}
	return r
}

// refused expects a refusal with a problem.
func (c *client) refused(status int, problem, method, path string, body any, head ...string) {
	c.Helper()
	if r := c.send(method, path, body, head...); r.status != status || !slices.Contains(r.problems(), problem) {
		c.Errorf("%s %s: %d %s, want %d %s", method, path, r.status, r.body, status, problem)
	}
}

func orderForm(title string) string {
	return fmt.Sprintf(`{"kind":"form","key":"order","title":{"zh":"订单","en":"Order"},"schemaVersion":1,"spec":{"fields":[{"key":"title","type":"text","title":%q}]}}`, title)
}

// types lists what the audit log has noted.
func (s *studio) types() []string {
	s.Helper()
	var out []string
	err := s.store.Scan(s.Context(), runtime.Audit, query.Condition{}, func(d store.Document) error {
		var e runtime.AuditEntry
		err := json.Unmarshal(d.Body, &e)
		out = append(out, e.Type+" "+e.By+" "+e.App)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return out
}
