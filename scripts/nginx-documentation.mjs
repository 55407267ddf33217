/** Takes the Markdown half alone of nginx's official documentation, as JSON text that is parsed when first asked for. */
export const nginxDocumentation = {
  name: 'nginx-documentation',
  setup(build) {
    build.onResolve({ filter: /^nginx-documentation$/ }, () => ({
      path: 'nginx-documentation',
      namespace: 'nginx-documentation',
    }));
    build.onLoad({ filter: /.*/, namespace: 'nginx-documentation' }, async () => {
      const { Format, getDirectives, getVariables } = await import('@nginx/reference-lib');
      const directives = {};
      for (const d of getDirectives(Format.Markdown)) directives[`${d.module} ${d.name}`] = d.description;
      const variables = {};
      for (const v of getVariables(Format.Markdown)) variables[`${v.module} ${v.name}`] = v.description;
      return { contents: JSON.stringify({ directives, variables }), loader: 'text' };
    });
  },
};
