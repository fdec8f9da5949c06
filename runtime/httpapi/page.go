package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"mime"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// pages serves the built interface: the public pages with their data inlined, the console for everything else.
func (a *API) pages(app *fiber.App) {
	app.Get("/f/:app/:form", a.identifySession, a.getFillPage)
	app.Get("/t/:code", a.getTrackPage)
	app.Get("/assets/*", a.asset("console/assets/"))
	app.Get("/public/*", a.asset("public/"))
	app.Get("/favicon.svg", func(c *fiber.Ctx) error { return a.static(c, "console/favicon.svg") })
	app.Get("/*", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderCacheControl, "no-cache")
		return a.static(c, "console/index.html")
	})
}

func (a *API) getFillPage(c *fiber.Ctx) error {
	p, err := a.publicPlace(c)
	if err != nil {
		return a.page(c, fiber.StatusNotFound, "missing", nil)
	}
	why, err := a.shut(c, p)
	if err != nil {
		return err
	}
	framed(c, p.form)
	if why != nil {
		return a.page(c, fiber.StatusOK, "door", a.doorView(c, p, *why))
	}
	return a.page(c, fiber.StatusOK, "fill", a.fillView(c, p))
}

func (a *API) getTrackPage(c *fiber.Ctx) error {
	p, r, err := a.tracked(c)
	if err != nil {
		return a.page(c, fiber.StatusNotFound, "missing", nil)
	}
	v, err := a.trackView(c, p, r)
	if err != nil {
		return err
	}
	framed(c, p.form)
	return a.page(c, fiber.StatusOK, "track", v)
}

// page answers with the public page of a name and its data; without data the page says that there is nothing here.
func (a *API) page(c *fiber.Ctx, status int, name string, boot any) error {
	if a.Interface == nil {
		return fiber.NewError(fiber.StatusNotFound)
	}
	html, err := fs.ReadFile(a.Interface, "public/index.html")
	if err != nil {
		return fiber.NewError(fiber.StatusNotFound)
	}
	if boot == nil {
		boot = map[string]any{"page": name, "lang": a.lang(c)}
	}
	raw, err := json.Marshal(boot) // escapes <, > and &, so that no value can end the script element
	if err != nil {
		return err
	}
	html = bytes.Replace(html, []byte(`id="boot">{}`), append([]byte(`id="boot">`), raw...), 1)
	html = bytes.Replace(html, []byte(`</head>`), []byte(preloads(a.Interface, name)+`</head>`), 1)
	html = bytes.Replace(html, []byte(`<html lang="zh-CN"`), []byte(`<html lang="`+words(a.lang(c), "zh-CN", "en")+`"`), 1)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Status(status).Send(html)
}

func (a *API) asset(root string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		return a.static(c, root+c.Params("*"))
	}
}

// static sends a built file, compressed as the browser likes.
func (a *API) static(c *fiber.Ctx, name string) error {
	if a.Interface == nil {
		return fiber.ErrNotFound
	}
	name = path.Clean(name)
	accepts := c.Get(fiber.HeaderAcceptEncoding)
	for _, z := range []struct{ name, ending string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !strings.Contains(accepts, z.name) {
			continue
		}
		if raw, err := fs.ReadFile(a.Interface, name+z.ending); err == nil {
			c.Set(fiber.HeaderContentEncoding, z.name)
			c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
			return send(c, name, raw)
		}
	}
	raw, err := fs.ReadFile(a.Interface, name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		c.Set(fiber.HeaderCacheControl, "no-store")
		return fiber.ErrNotFound
	}
	if err != nil {
		return err
	}
	return send(c, name, raw)
}

func send(c *fiber.Ctx, name string, raw []byte) error {
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = fiber.MIMEOctetStream
	}
	c.Set(fiber.HeaderContentType, kind)
	return c.Send(raw)
}
