package httpapi

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"mime"
	"slices"
	"strings"
	"unicode"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

func (a *API) fileRoutes(r fiber.Router) {
	r.Post("/files", a.postFile)
	r.Get("/files/:id", a.getFile)
}

// FileView is an uploaded file.
type FileView struct {
	runtime.FileRef
	URL string `json:"url"`
}

func fileView(f runtime.FileInfo) FileView {
	return FileView{FileRef: f.Ref(), URL: "/api/v1/files/" + f.ID}
}

// linked completes the files among a form's values by the addresses they are served at; records keep none, since an
// address belongs to this interface.
func linked(v form.View) form.View {
	for key, f := range v.Fields {
		list, ok := v.Values[key].([]any)
		if !ok || !field.HoldsFiles(f.Type) {
			continue
		}
		out := make([]any, len(list))
		for i, e := range list {
			out[i] = e
			if m, ok := e.(map[string]any); ok {
				kind, _ := m["type"].(string)
				m = maps.Clone(m)
				m["url"], m["image"] = fmt.Sprint("/api/v1/files/", m["id"]), strings.HasPrefix(kind, "image/")
				out[i] = m
			}
		}
		v.Values[key] = out
	}
	return v
}

// upload refuses a body that has no parts to read, such as one with a file name that cannot be.
func upload(c *fiber.Ctx) error {
	if _, err := c.MultipartForm(); err != nil && !errors.Is(err, fasthttp.ErrNoMultipartForm) {
		return problem.List{problem.New("file.unreadable", "/file")}
	}
	return nil
}

// receive stores the uploaded part "file".
func (a *API) receive(c *fiber.Ctx, by string) (runtime.FileInfo, error) {
	part, err := c.FormFile("file")
	if err != nil {
		return runtime.FileInfo{}, problem.List{problem.New("file.missing", "/file")}
	}
	content, err := part.Open()
	if err != nil {
		return runtime.FileInfo{}, err
	}
	defer func() { _ = content.Close() }()
	return a.Files.Save(c.UserContext(), runtime.FileInfo{Name: cleanName(part.Filename), By: by, Form: c.FormValue("form"), App: c.FormValue("app")}, content)
}

// cleanName keeps the last part of a name, without control characters, at most 120 characters.
func cleanName(name string) string {
	var out []rune
	for _, r := range name {
		switch {
		case r == '/' || r == '\\':
			out = out[:0]
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Zl, unicode.Zp): // invisible: they make a name look like another
		default:
			out = append(out, r)
		}
	}
	if len(out) > 120 {
		out = out[len(out)-120:]
	}
	if len(out) == 0 {
		return "file"
	}
	return string(out)
}

func (a *API) postFile(c *fiber.Ctx) error {
	if err := upload(c); err != nil {
		return err
	}
	f, err := a.receive(c, CallerOf(c).User.ID)
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(fileView(f))
}

// getFile serves a file to whoever uploaded it or may read the record it belongs to, or the words it came with.
func (a *API) getFile(c *fiber.Ctx) error {
	f, err := a.Files.Get(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if ok, err := a.mayRead(c, f); err != nil || !ok {
		if err != nil {
			return err
		}
		return fiber.ErrNotFound
	}
	return a.serveFile(c, f)
}

func (a *API) mayRead(c *fiber.Ctx, f runtime.FileInfo) (bool, error) {
	caller := CallerOf(c)
	if caller.Token != nil && f.App != "" && !caller.Token.Covers(f.App) {
		return false, nil
	}
	if f.By == caller.User.ID && f.Record == "" {
		return true, nil
	}
	app, ok := a.Apps.Get(f.App)
	if !ok || f.Record == "" {
		return false, nil
	}
	form, ok := app.Form(f.Form)
	if !ok {
		return false, nil
	}
	p := place{app: app, form: form, who: a.who(c, app.Key)}
	r, err := a.Submitter.Load(c.UserContext(), app, form, f.Record) // with a deleted record its files are gone
	if err != nil || f.By == caller.User.ID {
		return err == nil, err
	}
	if !opens(p, r) {
		if heard, err := a.passedOn(c.UserContext(), p, r, f.ID); err != nil || !heard {
			return false, err
		}
	}
	return !a.hides(p, r, f.ID), nil
}

// hides reports whether a file stands in a field that the reader may not see, or only masked.
func (a *API) hides(p place, r *engine.Record, file string) bool {
	level := a.levels(p, r)
	for key, v := range r.Data {
		if slices.Contains(filesIn(map[string]any{key: v}), file) && level(key) <= access.Masked {
			return true
		}
	}
	return false
}

// serveFile streams the content. Only images open in the page; everything else is a download, and nothing is ever
// served as a document that a browser runs.
func (a *API) serveFile(c *fiber.Ctx, f runtime.FileInfo) error {
	content, err := a.Files.Open(f)
	if err != nil {
		return err
	}
	disposition := "attachment"
	if f.Ref().Image {
		disposition = "inline"
	}
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType(disposition, map[string]string{"filename": f.Name}))
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	c.Set(fiber.HeaderCacheControl, "private, max-age=3600")
	return c.SendStream(content, int(f.Size))
}

// checkFiles looks up every file that a part of a body names: it must have been uploaded by the sender and belong nowhere
// yet, or belong to this record. What the sender says about name, size and type is replaced by what is known. It adds
// every file, with where it stands in the body, to files.
func (a *API) checkFiles(ctx context.Context, p place, data map[string]any, record, at string, files map[string]string) error {
	var problems problem.List
	for key, v := range data {
		list, _ := v.([]any)
		for i, e := range list {
			m, _ := e.(map[string]any)
			id, ok := m["id"].(string)
			if !ok {
				continue // no list of files: the form decides about it
			}
			info, err := a.lookAt(ctx, p, record, id)
			if errors.Is(err, runtime.ErrGone) {
				problems.Add("file.unknown", at+problem.Pointer(key, i), "id", id)
				continue
			} else if err != nil {
				return err
			}
			files[info.ID] = at + problem.Pointer(key, i)
			list[i] = map[string]any{"id": info.ID, "name": info.Name, "size": float64(info.Size), "type": info.Type}
		}
	}
	return problems.Err()
}

// handle is how a stranger names a file they uploaded: its id, and what only the answer to the upload says. A stranger
// is nobody in particular, so the id alone would let everybody attach what somebody else uploaded.
func (a *API) handle(f runtime.FileInfo) string { return f.ID + "." + a.Keys.Sign("file", f.ID) }

// unhandle is the id of the file that whoever acts names; ok is false when a stranger names one they did not upload.
func (a *API) unhandle(p place, name string) (id string, ok bool) {
	if p.who.Kind != "customer" {
		return name, true
	}
	id, proof, _ := strings.Cut(name, ".")
	return id, a.Keys.Verify(proof, "file", id)
}

// lookAt returns a file that whoever acts may put into a record, ErrGone for any other. One that was claimed for a record
// which never came about is free.
func (a *API) lookAt(ctx context.Context, p place, record, name string) (runtime.FileInfo, error) {
	id, ok := a.unhandle(p, name)
	if !ok {
		return runtime.FileInfo{}, runtime.ErrGone
	}
	f, err := a.Files.Get(ctx, id)
	if err == nil && !mayTake(f, p, record) {
		f, err = a.Files.Settle(ctx, f)
	}
	if err == nil && !mayTake(f, p, record) {
		err = runtime.ErrGone
	}
	return f, err
}

// mayTake reports whether whoever acts may put a file into a record: it lies there already, or it lies nowhere and
// is theirs. What lies in a record is not handed around outside it, also not to the customer on its tracking page.
func mayTake(f runtime.FileInfo, p place, record string) bool {
	by := p.who.ID
	if p.who.Kind == "customer" {
		by = "public"
	}
	if f.Record == "" {
		return f.By == by && f.Dropped == nil
	}
	return f.Record == record && (by != "public" || f.By == by)
}

// takeFiles notes for every file in a record's data that it belongs there, which is what lets others read it.
func (a *API) takeFiles(c *fiber.Ctx, p place, r *engine.Record) {
	a.take(c.UserContext(), p, r, filesIn(r.Data))
}

func (a *API) take(ctx context.Context, p place, r *engine.Record, ids []string) {
	for _, id := range ids {
		// A file that cannot be taken stays readable by its uploader; the record is written already.
		_ = a.Files.Take(ctx, id, p.app.Key, p.form.Key(), r.ID)
	}
}

// filesIn lists the ids of the files in a record's data.
func filesIn(data map[string]any) []string {
	var out []string
	for _, m := range idsIn(data) {
		if m["size"] != nil {
			out = append(out, m["id"].(string))
		}
	}
	return out
}

// idsIn lists the entries of lists that have an id, as files do.
func idsIn(data map[string]any) (out []map[string]any) {
	for _, v := range data {
		list, _ := v.([]any)
		for _, e := range list {
			m, _ := e.(map[string]any)
			if _, ok := m["id"].(string); ok {
				out = append(out, m)
			}
		}
	}
	return out
}
